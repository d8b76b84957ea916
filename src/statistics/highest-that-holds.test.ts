import { describe, expect, test } from 'vitest';
import { highestThatHolds } from './highest-that-holds.ts';

describe.each([0, 1, 2, 7, 8, 15, 100])('of %d places', (count) => {
  test('finds each that can be the highest, or none, with no more questions than promised', () => {
    for (let highest = -1; highest < count; highest++) {
      const asked: number[] = [];
      const search = highestThatHolds(count);
      let step = search.next();
      while (step.done !== true) {
        asked.push(step.value);
        step = search.next(step.value <= highest);
      }
      expect(step.value).toBe(highest);
      expect(asked.length).toBeLessThanOrEqual(Math.ceil(Math.log2(count + 1)));
      expect(asked.every((place) => place >= 0 && place < count)).toBe(true);
    }
  });
});
