import { expect, test } from 'vitest';
import { checkSpeed } from './speed-check.ts';

test('times the number of pieces asked for, of each kind of work', () => {
  const { arithmeticMicros, memoryMicros } = checkSpeed(3);
  for (const micros of [arithmeticMicros, memoryMicros]) {
    expect(micros.length).toBe(3);
    expect(micros.every((value) => value > 0)).toBe(true);
  }
});
