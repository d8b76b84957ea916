import { describe, expect, test } from 'vitest';
import { slope } from './slope.ts';

/** NIST Statistical Reference Datasets, linear regression, Norris: readings of ozone monitors, y and x. */
const norris = [
  [0.1, 0.2],
  [338.8, 337.4],
  [118.1, 118.2],
  [888.0, 884.6],
  [9.2, 10.1],
  [228.1, 226.5],
  [668.5, 666.3],
  [998.5, 996.3],
  [449.1, 448.6],
  [778.9, 777.0],
  [559.2, 558.2],
  [0.3, 0.4],
  [0.1, 0.6],
  [778.1, 775.5],
  [668.8, 666.9],
  [339.3, 338.0],
  [448.9, 447.5],
  [10.8, 11.6],
  [557.7, 556.0],
  [228.3, 228.1],
  [998.0, 995.8],
  [888.8, 887.6],
  [119.6, 120.2],
  [0.3, 0.3],
  [0.6, 0.3],
  [557.6, 556.8],
  [339.3, 339.1],
  [888.0, 887.2],
  [998.5, 999.0],
  [778.9, 779.0],
  [10.2, 11.1],
  [117.6, 118.3],
  [228.9, 229.2],
  [668.4, 669.1],
  [449.2, 448.9],
  [0.2, 0.5],
];

describe('slope', () => {
  test("is the certified value for NIST's Norris data", () => {
    expect(
      slope(
        norris.map(([, x]) => x),
        norris.map(([y]) => y),
      ),
    ).toBeCloseTo(1.00211681802045, 12);
  });

  test('does not cancel if x is far from 0', () => {
    expect(slope([1e15, 1e15 + 1, 1e15 + 2], [5, 8, 11])).toBe(3);
  });

  test('is null if no line is determined', () => {
    expect(slope([], [])).toBeNull();
    expect(slope([1], [1])).toBeNull();
    expect(slope([2, 2], [1, 5])).toBeNull();
  });

  test('refuses x and y of different length', () => {
    expect(() => slope([1, 2], [1])).toThrow('2 x values, but 1 y values');
  });
});

test.each([3, 10, 30])(
  'the slope of a sawtooth of %d teeth is its rate over the square of that number, not 0',
  (teeth) => {
    const steps = 1000;
    const xs = Float64Array.from({ length: teeth * steps }, (_, index) => index);
    // The rate is 1 per step; the finite number of steps gives a relative error of 1/steps².
    expect(
      slope(
        xs,
        xs.map((x) => x % steps),
      )! *
        teeth ** 2,
    ).toBeCloseTo(1, 5);
  },
);
