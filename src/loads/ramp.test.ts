import { expect, test } from 'vitest';
import { ramp } from './ramp.ts';
import { arrivalsOf } from './rate-curve.ts';

test('up from 0, record i arrives at the root of its number', () => {
  const curve = ramp.curve({ ratePerSecond: 0, toPerSecond: 2000, overMs: 1000 });
  // 1000 t² = i + ½ while the rate rises; then 2000 records in each second.
  const rising = Array.from({ length: 1000 }, (_, index) => Math.round(Math.sqrt((index + 0.5) / 1000) * 1e9));
  const after = Array.from({ length: 1000 }, (_, index) => 1e9 + (index + 0.5) * 5e5);
  expect([...arrivalsOf(curve, 1.5e9)]).toEqual([...rising, ...after]);
});

test('down to 0, records become rarer and stop', () => {
  const curve = ramp.curve({ ratePerSecond: 10, toPerSecond: 0, overMs: 1000 });
  // 10 t − 5 t² = i + ½; the sum reaches 5 when the rate reaches 0.
  const expected = Array.from({ length: 5 }, (_, index) => Math.round((1 - Math.sqrt(1 - (index + 0.5) / 5)) * 1e9));
  expect([...arrivalsOf(curve, 1e12)]).toEqual(expected);
});

test.each([
  [{ overMs: 0 }, "'over' is not above 0"],
  [{ toPerSecond: 10 }, "'rate' and 'to' are the same"],
])('%j is refused', (change, what) => {
  expect(() => ramp.curve({ ratePerSecond: 10, toPerSecond: 20, overMs: 1000, ...change })).toThrow(
    `load 'ramp': ${what}\n`,
  );
});
