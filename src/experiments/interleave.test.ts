import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interleave } from './interleave.ts';

test('runs every configuration once in each repetition, beginning with another one each time', () => {
  const order = interleave(['a', 'b', 'c'], 4).map(({ configuration, repetition }) => `${configuration}${repetition}`);
  expect(order).toEqual(['a0', 'b0', 'c0', 'b1', 'c1', 'a1', 'c2', 'a2', 'b2', 'a3', 'b3', 'c3']);
});

test('runs a single configuration again and again', () => {
  expect(interleave(['a'], 3).map(({ repetition }) => repetition)).toEqual([0, 1, 2]);
});

test('lets a steady drift of the machine weigh on all configurations alike over whole rounds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4 }), (count, rounds) => {
      const configurations = Array.from({ length: count }, (_, index) => index);
      const turns = interleave(configurations, count * rounds);
      const drift = configurations.map((configuration) =>
        turns.reduce((sum, turn, place) => (turn.configuration === configuration ? sum + place : sum), 0),
      );
      expect(new Set(drift).size).toBe(1);
    }),
  );
});
