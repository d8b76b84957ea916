import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excluded } from '../../results/example.test-program.ts';
import { configurationName } from '../../results/configuration.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import { bestCell } from './best-cell.ts';
import type { Cell } from './cell.ts';
import { crossoverText } from './crossover-text.ts';
import { changesIn } from './crossover.ts';
import { cell, continuous, doubtful, growing, microBatch } from './example-cell.test-program.ts';
import { recommendSweep } from './recommend-sweep.ts';

const configurations = [continuous, microBatch(0), microBatch(10)];
const names = configurations.map(configurationName);

type Told = readonly [p99sMs: readonly (number | null)[], changes?: Partial<Unit>];

const gone: Told = [[1, 1, 1], excluded('a pause')];
const tooSlow: Told = [[900, 900, 900], growing];
const open: Told = [[4, 4, 4], doubtful];

/** At each rate the p99 of continuous and of micro-batches every 0 and every 10 ms. */
function grid(rows: Readonly<Record<number, readonly Told[]>>): Cell[][] {
  return Object.entries(rows).map(([rate, told]) =>
    told.map(([p99s, changes], place) => cell(configurations[place], Number(rate), p99s, changes)),
  );
}

function answerOf(cells: readonly (readonly Cell[])[]): Recommendation {
  const at = (rate: number): readonly Cell[] => cells.find(([{ ratePerSecond }]) => ratePerSecond === rate)!;
  const crossovers = changesIn(cells).map((change): SweepFindings['crossovers'][number] => {
    const [low, high] = [change.below.ratePerSecond, change.overtaken.ratePerSecond];
    const threshold = { estimate: (low + high) / 2, low, high, level: 0.97, method: 'threshold', units: 6 };
    const text = crossoverText({ ...change, threshold, isSearched: true }, at(low), at(high));
    const { estimate: rate, level, method, units } = threshold;
    return { below: change.below.name, above: change.above?.name ?? null, rate, low, high, level, method, units, text };
  });
  const nothing = { skipped: [], costs: [], check: null, saving: null, costCurve: null, objective: null, choice: null };
  return recommendSweep({
    configurations,
    units: cells.flat().flatMap(({ units }) => units),
    cells,
    findings: { kind: 'sweep', rates: [], earlierUnits: 0, crossovers, ...nothing },
    isChoiceOpen: false,
    isGridMeasured: true,
    isWhole: true,
  });
}

test.each<[string, Readonly<Record<number, readonly Told[]>>, string]>([
  [
    'the best one at all rates',
    { 1000: [[[1, 1]], [[3, 3]], [[12, 12]]], 2000: [[[1, 1]], [[3, 3]], [[12, 12]]] },
    'Choose continuous at both rates, 1,000 to 2,000 records/s (sure: all 3 configurations were ' +
      'measured, by 2 units each, at 2 rates)' +
      ': p99 1.0 ms at 1,000 records/s; there is no crossover.',
  ],
  [
    'a tie, and the rule that broke it',
    { 1000: [[[3, 3]], [[3, 3.2]], [[12, 12]]] },
    'Choose continuous at 1,000 records/s (sure: all 3 configurations were ' +
      'measured, by 2 units each, at one rate): p99 3.0 ms at ' +
      '1,000 records/s, indistinguishable from micro-batch 0 ms, which is less simple.',
  ],
  [
    'a simpler one whose units scatter over the best: it is not the better for that',
    { 1000: [tooSlow, [[4, 78, 150]], [[10, 11, 12]]] },
    'Choose micro-batch 10 ms at 1,000 records/s (sure: all 3 configurations were ' +
      'measured, by 3 units each, at one rate): p99 11 ms ' +
      'at 1,000 records/s, indistinguishable from micro-batch 0 ms',
  ],
  [
    'one that was not measured at one of the rates',
    { 1000: [[[1, 1]], [[3, 3]], [[12, 12]]], 2000: [[[1, 1]], [[3, 3]], gone] },
    'Choose continuous at 1 of 2 rates, 1,000 records/s (inconclusive: micro-batch 10 ms ' +
      'was not measured at 2,000 records/s',
  ],
  [
    'one that was measured at no rate',
    { 1000: [[[1, 1]], [[3, 3]], gone], 2000: [[[9, 9]], [[3, 3]], gone] },
    'Inconclusive: at every rate micro-batch 10 ms was not measured. By what was measured, choose continuous at ' +
      '1,000 records/s and micro-batch 0 ms at 2,000 records/s. Raise --repeat or --duration.',
  ],
  [
    'one that may keep up, and would be better',
    { 1000: [open, [[5, 5]], [[12, 12]]] },
    'Inconclusive: whether continuous keeps up is open. By what was measured, choose micro-batch 0 ms at 1,000 rec',
  ],
  [
    'one that may keep up, but is slower',
    { 1000: [[[1, 1]], open, [[12, 12]]] },
    'Choose continuous at 1,000 records/s (sure: all 3 configurations were ' +
      'measured, by 2 units each, at one rate)',
  ],
  [
    'a crossover',
    { 1000: [[[1, 1]], [[3, 3]], [[12, 12]]], 2000: [tooSlow, [[3, 3]], [[12, 12]]] },
    'Choose continuous up to 1,500 ± 500 records/s and micro-batch 0 ms above it (sure: all 3 configurations were ' +
      'measured, by 2 units each, at 2 rates). Up to 1,500 ± 500 records/s continuous is faster',
  ],
  [
    'a rate with which none keeps up',
    { 1000: [[[1, 1]], [[3, 3]], [[12, 12]]], 2000: [tooSlow, tooSlow, tooSlow] },
    'Choose continuous up to 1,500 ± 500 records/s, above which none keeps up (sure: all 3 configurations were',
  ],
  [
    'none that keeps up',
    { 1000: [tooSlow, tooSlow, tooSlow] },
    'None keeps up with 1,000 records/s, the lowest rate (sure: all 3 configurations were measured, at one rate): give',
  ],
  [
    'none that was shown to keep up',
    { 1000: [tooSlow, open, gone] },
    'Inconclusive: micro-batch 10 ms was not measured; whether micro-batch 0 ms keeps up is open. Raise --repeat or',
  ],
  [
    'a unit with another answer',
    { 1000: [[[1, 1]], [[3, 3], { failure: 'its answer differs' }], [[12, 12]]] },
    'Inconclusive: 2 of 6 units gave another answer than batch.',
  ],
])('the answer names %s', (_, rows, answer) => {
  const { text, inconclusive = false } = answerOf(grid(rows));
  expect(text.slice(0, answer.length)).toBe(answer);
  expect(inconclusive).toBe(!answer.includes('sure: '));
});

describe('whatever the cells of one or two rates tell,', () => {
  const told = fc.constantFrom<Told[]>([[1, 1]], [[3, 3]], [[3, 80]], [[null, null]], tooSlow, open, gone);
  const cells = fc.array(fc.tuple(told, told, told), { minLength: 1, maxLength: 2 });
  const asGrid = (rows: readonly (readonly Told[])[]): Cell[][] =>
    grid(Object.fromEntries(rows.map((row, place) => [1000 * (place + 1), row])));

  test('the first line is the answer and how sure it is, with what was not measured', () => {
    fc.assert(
      fc.property(cells, (rows) => {
        const { text, inconclusive = false } = answerOf(asGrid(rows));
        const [first] = text.split(/\.(?= |$)/);
        expect(text).toMatch(/^(Choose |None keeps up |Inconclusive: )/);
        expect(inconclusive).toBe(/inconclusive: /i.test(first));
        expect(text).not.toMatch(/undefined|null|NaN/);
        const reached = rows.findIndex((row) => row.every((one) => one === tooSlow));
        const judged = reached === -1 ? rows : rows.slice(0, reached);
        for (const [place, name] of names.entries()) {
          if (judged.some((row) => row[place] === gone)) expect(first).toMatch(new RegExp(`${name}.* not measured`));
        }
      }),
    );
  });

  test('none is the best beside one whose p99 is unknown, or of less than half its p99', () => {
    fc.assert(
      fc.property(told, told, told, (...row) => {
        const [own] = asGrid([row]);
        const best = bestCell(own);
        if (best.kind !== 'one') return;
        expect(row).not.toContain(gone);
        const p99 = (of: Cell): number => of.summary.find(({ metric }) => metric === 'p99Micros')!.estimate!;
        for (const other of own.filter(({ keepsUp }) => keepsUp === 'yes')) {
          expect(p99(best.cell)).toBeLessThanOrEqual(2 * p99(other));
        }
      }),
    );
  });
});
