import { describe, expect, test } from 'vitest';
import type { Unit } from '../../results/unit.ts';
import type { Threshold } from '../../statistics/threshold.ts';
import type { Cell } from './cell.ts';
import { changesIn } from './crossover.ts';
import { crossoverText, tiesText } from './crossover-text.ts';
import { cell, continuous, doubtful, growing, microBatch } from './example-cell.test-program.ts';

test('what surely differs by less than a tenth is no tie by noise', () => {
  const of = (p99Ms: number): number[] => Array.from({ length: 6 }, (_, unit) => p99Ms + unit / 1000);
  const cells = [
    cell(continuous, 1000, of(10.9)),
    cell(microBatch(0), 1000, of(10)),
    cell(microBatch(100), 1000, [9, 13]),
  ];
  expect(tiesText(cells[0], cells)).toBe(
    ', within a tenth of micro-batch 0 ms, which is less simple, ' +
      'indistinguishable from micro-batch 100 ms, which is less simple',
  );
});

const configurations = [continuous, microBatch(0), microBatch(100)];

type Figures = readonly [p99Ms: number, changes?: Partial<Unit>];

/** At each rate the p99 of continuous and of micro-batch 0 ms and 100 ms. */
function grid(rows: Readonly<Record<number, readonly Figures[]>>): Cell[][] {
  return Object.entries(rows).map(([rate, figures]) =>
    figures.map(([p99, changes], place) => cell(configurations[place], Number(rate), [p99, p99, p99], changes)),
  );
}

function changesOf(cells: readonly (readonly Cell[])[]): unknown[] {
  return changesIn(cells).map(({ below, above, overtaken }) => [
    below.name,
    below.ratePerSecond,
    above?.name,
    overtaken.ratePerSecond,
  ]);
}

describe('the better one', () => {
  test('changes between the last rate of the one and the first of the other', () => {
    const cells = grid({
      5000: [[0.3], [3], [98]],
      10000: [[0.3], [3], [98]],
      20000: [[900, growing], [4], [98]],
      40000: [[900, growing], [900, growing], [99]],
    });
    expect(changesOf(cells)).toEqual([
      ['continuous', 10_000, 'micro-batch 0 ms', 20_000],
      ['micro-batch 0 ms', 20_000, 'micro-batch 100 ms', 40_000],
    ]);
  });

  test('never changes where one is the better one throughout', () => {
    expect(changesOf(grid({ 5000: [[0.3], [3], [98]], 10000: [[0.3], [3], [98]] }))).toEqual([]);
    expect(changesOf([])).toEqual([]);
  });

  test('does not change by noise: equals stay behind the one that was better before', () => {
    expect(changesOf(grid({ 5000: [[6], [5], [98]], 10000: [[5], [5], [98]], 20000: [[5], [5.2], [98]] }))).toEqual([]);
  });

  test('changes across a rate that is inconclusive', () => {
    const cells = grid({
      5000: [[0.3], [3], [98]],
      10000: [[2, doubtful], [3], [98]],
      20000: [[900, growing], [3], [98]],
    });
    expect(changesOf(cells)).toEqual([['continuous', 5000, 'micro-batch 0 ms', 20_000]]);
  });

  test('ends where none keeps up', () => {
    const cells = grid({
      5000: [[0.3], [3], [98]],
      10000: [
        [9, growing],
        [9, growing],
        [9, growing],
      ],
      20000: [[1], [1], [1]],
    });
    expect(changesOf(cells)).toEqual([['continuous', 5000, undefined, 10_000]]);
  });
});

describe('in words', () => {
  const threshold = { estimate: 19_812, low: 19_450, high: 20_150, level: 0.95, method: '', units: 8 };
  const textOf = (cells: Cell[][], found: Threshold | null = threshold): string => {
    const [change] = changesIn(cells);
    return crossoverText({ ...change, threshold: found, isSearched: true }, cells[0], cells[1]);
  };

  test('only one keeps up', () => {
    const text = textOf(grid({ 10000: [[0.3], [3], [98]], 40000: [[900, growing], [900, growing], [102]] }));
    expect(text).toMatch(/^Up to 19,800 ± 400 records\/s continuous is faster \(p99 300 µs against 98 ms\)/);
    expect(text).toMatch(/only micro-batch 100 ms keeps up \(p99 102 ms at 40,000 records\/s\)\.$/);
  });

  test('only one executor keeps up, and the one above was as fast already', () => {
    const text = textOf(grid({ 10000: [[0.3], [0.3], [98]], 40000: [[900, growing], [4], [102]] }));
    expect(text).toMatch(
      /^Up to 19,800 ± 400 records\/s continuous is indistinguishable .* micro-batch 0 ms \(p99 300 µs .* 300 µs\)/,
    );
    expect(text).toMatch(/only micro-batch keeps up, best micro-batch 0 ms \(p99 4\.0 ms at 40,000 records\/s\)\.$/);
  });

  test('the one below keeps up and is slower', () => {
    const text = textOf(grid({ 10000: [[0.3], [3], [98]], 40000: [[9], [4], [102]] }));
    expect(text).toMatch(/^Up to 19,800 ± 400 records\/s continuous is faster \(p99 300 µs against 3\.0 ms\)/);
    expect(text).toMatch(/micro-batch 0 ms is faster \(p99 4\.0 ms against 9\.0 ms at 40,000 records\/s\)\.$/);
  });

  test('none keeps up', () => {
    expect(
      textOf(
        grid({
          10000: [[0.3], [3], [98]],
          40000: [
            [9, growing],
            [4, growing],
            [102, growing],
          ],
        }),
      ),
    ).toMatch(/^Up to 19,800 ± 400 records\/s continuous is the best \(p99 300 µs\).*none keeps up\.$/);
  });

  test('guarantees that differ are named', () => {
    expect(
      textOf(grid({ 10000: [[0.3], [3], [98]], 40000: [[900, growing], [4, { guarantee: 'none' }], [102]] })),
    ).toMatch(/ at 40,000 records\/s\); their guarantees differ: continuous exactly-once, micro-batch 0 ms none\.$/);
  });

  test('fewer than six units count: smallest to largest, and no more digits than that tells', () => {
    const few = { estimate: 32_149, low: 30_351, high: 33_627, level: null, method: '', units: 5 };
    const text = textOf(grid({ 10000: [[0.3], [3], [98]], 40000: [[900, growing], [900, growing], [102]] }), few);
    expect(text).toMatch(
      /^Up to about 32,100 records\/s \(30,400 to 33,600, smallest to largest of 5 units\) continuous is faster/,
    );
    expect(text).toMatch(/only micro-batch 100 ms keeps up \(p99 102 ms at 40,000 records\/s\)\.$/);
  });

  test('units around it were inconclusive', () => {
    const text = textOf(grid({ 10000: [[0.3], [3], [98]], 40000: [[900, growing], [4], [102]] }), null);
    expect(text).toMatch(
      /^Up to a rate between 10,000 and 40,000 records\/s continuous is faster \(p99 300 µs against 3\.0 ms\)/,
    );
    expect(text).toMatch(/best micro-batch 0 ms \(p99 4\.0 ms at 40,000 records\/s\)\. .*inconclusive\.$/);
  });
});
