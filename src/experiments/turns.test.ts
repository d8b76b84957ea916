import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

/** The turns as they come, `a0` for the first unit of `a`. */
function order(points: readonly string[], repetitions: number): string[] {
  return [...new Turns(points, repetitions)].map(({ point, repetition }) => `${point}${repetition}`);
}

test('runs every configuration once in each repetition, beginning with another one each time', () => {
  expect(order(['a', 'b', 'c'], 4)).toEqual(['a0', 'b0', 'c0', 'b1', 'c1', 'a1', 'c2', 'a2', 'b2', 'a3', 'b3', 'c3']);
});

test('runs a single configuration again and again', () => {
  expect(order(['a'], 3)).toEqual(['a0', 'a1', 'a2']);
});

test('lets a steady drift of the machine weigh on all configurations alike over whole rounds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4 }), (count, rounds) => {
      const configurations = Array.from({ length: count }, (_, index) => index);
      const turns = [...new Turns(configurations, count * rounds)];
      const drift = configurations.map((configuration) =>
        turns.reduce((sum, turn, place) => (turn.point === configuration ? sum + place : sum), 0),
      );
      expect(new Set(drift).size).toBe(1);
    }),
  );
});

test('excluded units are measured again at the end, up to a sixteenth of all', () => {
  const turns = new Turns(['a', 'b'], 16);
  const repeated: boolean[] = [];
  const seen: string[] = [];
  for (const turn of turns) {
    seen.push(`${turn.point}${turn.repetition}`);
    if (turn.point === 'a' && turn.repetition < 3) repeated.push(turns.repeat(turn));
  }
  expect(repeated).toEqual([true, true, false]);
  expect(seen.slice(32)).toEqual(['a16', 'a17']);
  expect(turns.count).toBe(34);
});

test('fewer than 16 units have no repeat', () => {
  const turns = new Turns(['a'], 15);
  expect(turns.repeat({ point: 'a', repetition: 0 })).toBe(false);
  expect(turns.count).toBe(15);
});
