import { describe, expect, test } from 'vitest';
import { highestThatHolds } from './highest-that-holds.ts';

describe.each([0, 1, 2, 7, 8, 15, 100])('of %d places', (count) => {
  test('finds every one that can be the highest, and none, with no question too many', async () => {
    for (let highest = -1; highest < count; highest++) {
      const asked: number[] = [];
      const found = await highestThatHolds(count, async (place) => {
        asked.push(place);
        return place <= highest;
      });
      expect(found).toBe(highest);
      expect(asked.length).toBeLessThanOrEqual(Math.ceil(Math.log2(count + 1)));
      expect(asked.every((place) => place >= 0 && place < count)).toBe(true);
    }
  });
});
