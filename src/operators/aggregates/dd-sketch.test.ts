import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DDSketch } from './dd-sketch.ts';

function sketchOf(values: readonly number[]): DDSketch {
  const sketch = new DDSketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => value === 0 || Math.abs(value) >= 2 ** -1022),
  fc.integer({ min: -1000, max: 1000 }),
);

test('every quantile is within 1 % of the number with its rank', () => {
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, quantile) => {
        const exact = values.toSorted((left, right) => left - right)[Math.floor(quantile * (values.length - 1))];
        // The logarithm adds its own rounding error.
        expect(Math.abs(sketchOf(values).quantile(quantile) - exact)).toBeLessThanOrEqual(
          Math.abs(exact) * 0.01 * (1 + 1e-9),
        );
      },
    ),
    { numRuns: 2000 },
  );
});

test('the order of arrival does not matter', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 1 }), fc.constantFrom(0, 0.25, 0.5, 0.99, 1), (values, quantile) => {
      expect(sketchOf(values.toReversed()).quantile(quantile)).toBe(sketchOf(values).quantile(quantile));
    }),
  );
});

test('infinities are exact, NaN is above all numbers, and the smallest numbers are 0', () => {
  const sketch = sketchOf([Infinity, NaN, -Infinity, 5e-324]);
  expect([0, 0.34, 0.67, 1].map((quantile) => sketch.quantile(quantile))).toEqual([-Infinity, 0, Infinity, NaN]);
});

test('the largest numbers do not overflow', () => {
  expect(sketchOf([Number.MAX_VALUE]).quantile(0.5)).toBeLessThanOrEqual(Number.MAX_VALUE);
});
