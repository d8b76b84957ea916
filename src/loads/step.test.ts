import { expect, test } from 'vitest';
import { arrivalsOf } from './rate-curve.ts';
import { step } from './step.ts';

const millis = (arrivals: Float64Array): number[] => [...arrivals].map((nanos) => nanos / 1e6);

test('the rate jumps for good', () => {
  const curve = step.curve({ ratePerSecond: 4, toPerSecond: 10, atMs: 500 });
  expect(millis(arrivalsOf(curve, 1e9))).toEqual([125, 375, 550, 650, 750, 850, 950]);
});

test('the rate jumps back after some time', () => {
  const curve = step.curve({ ratePerSecond: 4, toPerSecond: 10, atMs: 500, forMs: 200 });
  expect(millis(arrivalsOf(curve, 1.25e9))).toEqual([125, 375, 550, 650, 825, 1075]);
});

test('the rate falls to nothing', () => {
  const curve = step.curve({ ratePerSecond: 4, toPerSecond: 0, atMs: 500 });
  expect(millis(arrivalsOf(curve, 1e12))).toEqual([125, 375]);
});

test('the span after the jump is as long as that before it, or as the jump lasts', () => {
  expect(step.spanMs({ ratePerSecond: 4, toPerSecond: 10, atMs: 500 })).toBe(1000);
  expect(step.spanMs({ ratePerSecond: 4, toPerSecond: 10, atMs: 500, forMs: 200 })).toBe(700);
});

test.each([
  [{ atMs: 0 }, "'at' is not above 0"],
  [{ forMs: 0 }, "'for' is not above 0"],
  [{ toPerSecond: 4 }, "'rate' and 'to' are the same"],
])('%j is refused', (change, what) => {
  expect(() => step.curve({ ratePerSecond: 4, toPerSecond: 10, atMs: 500, ...change })).toThrow(
    `load 'step': ${what}\n`,
  );
});
