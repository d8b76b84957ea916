import { expect, test } from 'vitest';
import { checkSpeed } from './speed-check.ts';

test('times as many pieces of each work as were asked for', () => {
  const { arithmeticMicros, memoryMicros } = checkSpeed(3);
  for (const micros of [arithmeticMicros, memoryMicros]) {
    expect(micros.length).toBe(3);
    expect(micros.every((value) => value > 0)).toBe(true);
  }
});
