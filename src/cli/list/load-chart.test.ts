import { expect, test } from 'vitest';
import { loads, type LoadKind } from '../../loads/index.ts';
import { drawChart, loadChart } from './load-chart.ts';

test('the largest value of a chart fills its column, in eighths of a line', () => {
  const heights = [0, 1, 12, 24, 25 / 2];
  const chart = drawChart({ heights, largest: 24, top: 'top', width: 's' });
  expect(chart.slice(0, 3)).toEqual(['top │   █', '    │  ▄█▅', '    │ ▁███']);
  expect(chart[3]).toMatch(/^ {2}0 └─+ s$/);
});

test('a step is shown at its time', () => {
  const { heights, top, width } = loadChart('step')!;
  expect([top, width]).toEqual(['80k/s', '20 s']);
  expect(heights.map(Math.round)).toEqual(
    Array.from({ length: 50 }, (_, column) => (column < 12 ? 20_000 : column === 12 ? 50_000 : 80_000)),
  );
});

test('bursts are as high as their peak', () => {
  const { heights, top } = loadChart('burst')!;
  expect(top).toBe('500k/s');
  expect(heights.flatMap((height, column) => (height > 60_000 ? [column] : []))).toEqual([24, 49]);
});

test('poisson varies around its rate, constant does not, and saturate has all records at the start', () => {
  const halves = (kind: LoadKind): number => new Set(loadChart(kind)!.heights).size;
  expect(halves('constant')).toBe(1);
  expect(halves('poisson')).toBeGreaterThan(5);
  expect(loadChart('saturate')!.heights.indexOf(0)).toBe(1);
});

test('every load except replay has a chart', () => {
  expect((Object.keys(loads) as LoadKind[]).filter((kind) => loadChart(kind) === undefined)).toEqual(['replay']);
});
