import { expect, test } from 'vitest';
import { thousands } from '../results/quantity.ts';
import { logChart, type LogAxis } from './log-chart.ts';

const rates = [6_500, 18_000, 39_000, 100_000];
const axisOf = (xs: readonly number[]): LogAxis => ({ xs, show: (x) => `${thousands(x)}/s` });

test('draws latency over throughput in logarithms, with what falls together side by side', () => {
  const points = [
    { x: 6_500, yMicros: 30, mark: 'a' },
    { x: 6_500, yMicros: 31, mark: 'b' },
    { x: 6_500, yMicros: 108_000, mark: 'c' },
    { x: 18_000, yMicros: 300, mark: 'a' },
    { x: 39_000, yMicros: 3_000, mark: 'b' },
    { x: 100_000, yMicros: 110_000, mark: 'c' },
  ];
  expect(`\n${logChart(points, axisOf(rates)).join('\n')}`).toBe(`
 100 ms │ c                                                  c
        │
        │
        │
  10 ms │
        │
        │                                  b
        │
 1.0 ms │
        │
        │                    a
        │
 100 µs │
        │
  32 µs │ ab
        └────────────────────────────────────────────────────────────────────
          6.50k/s            18.0k/s       39.0k/s           100k/s`);
});

test('sets rates apart that would be written over each other', () => {
  const lines = logChart([{ x: 1010, yMicros: 1000, mark: 'x' }], axisOf([1000, 1010, 1020, 90_000]));
  expect(lines.at(-1)).toBe('          1.00k/s          1.01k/s          1.02k/s          90.0k/s');
  expect(lines[0]).toBe(' 1.0 ms │                  x');
});

test('has room for a single rate and for many, in 79 columns', () => {
  for (const count of [1, 2, 8, 20]) {
    const many = Array.from({ length: count }, (_, index) => 1000 * 2 ** index);
    const lines = logChart(
      many.map((x) => ({ x, yMicros: 5e6, mark: 'm' })),
      axisOf(many),
    );
    expect(lines[0].match(/m/g)).toHaveLength(count);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(79);
  }
});

test('is empty without points', () => {
  expect(logChart([], axisOf(rates))).toEqual([]);
});

test('writes times below 0.1 µs in nanoseconds, never as 0, and in the width of the others', () => {
  const lines = logChart(
    [0.0004, 0.006, 0.09, 30].map((yMicros) => ({ x: 1, yMicros, mark: 'a' })),
    axisOf([1]),
  );
  const labels = lines.filter((line) => line.includes('│')).map((line) => line.split(' │')[0]);
  expect([labels.at(0), labels.at(-1)]).toEqual([expect.stringMatching(/32 µs$/), ' 0.3 ns']);
  expect(new Set(labels.map(({ length }) => length))).toEqual(new Set([7]));
});
