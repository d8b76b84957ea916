import { expect, test } from 'vitest';
import { frontierChart } from './frontier-chart.ts';

const rates = [6_500, 18_000, 39_000, 100_000];

test('draws latency over throughput in logarithms, with what falls together side by side', () => {
  const points = [
    { ratePerSecond: 6_500, latencyMicros: 30, mark: 'a' },
    { ratePerSecond: 6_500, latencyMicros: 31, mark: 'b' },
    { ratePerSecond: 6_500, latencyMicros: 108_000, mark: 'c' },
    { ratePerSecond: 18_000, latencyMicros: 300, mark: 'a' },
    { ratePerSecond: 39_000, latencyMicros: 3_000, mark: 'b' },
    { ratePerSecond: 100_000, latencyMicros: 110_000, mark: 'c' },
  ];
  expect(`\n${frontierChart(points, rates).join('\n')}`).toBe(`
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
  const lines = frontierChart([{ ratePerSecond: 1010, latencyMicros: 1000, mark: 'x' }], [1000, 1010, 1020, 90_000]);
  expect(lines.at(-1)).toBe('          1.00k/s          1.01k/s          1.02k/s          90.0k/s');
  expect(lines[0]).toBe(' 1.0 ms │                  x');
});

test('has room for a single rate and for many, in 79 columns', () => {
  for (const count of [1, 2, 8, 20]) {
    const many = Array.from({ length: count }, (_, index) => 1000 * 2 ** index);
    const lines = frontierChart(
      many.map((ratePerSecond) => ({ ratePerSecond, latencyMicros: 5e6, mark: 'm' })),
      many,
    );
    expect(lines[0].match(/m/g)).toHaveLength(count);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(79);
  }
});

test('is empty without points', () => {
  expect(frontierChart([], rates)).toEqual([]);
});
