import { expect, test } from 'vitest';
import type { Comparison } from './comparison.ts';
import type { RealAnswer } from './real-time.ts';
import { realTable, shortTable, truthRows } from './truth-table.ts';

const unit = (measuredMicros: number, verdict: Comparison['verdict'] = 'holds', theoryMicros = 1000): RealAnswer => ({
  comparisons: ['p50', 'p99'].map((figure) => ({
    situation: 'a queue',
    figure: figure as 'p50',
    theoryMicros,
    lowMicros: 0,
    highMicros: 0,
    measuredMicros,
    verdict,
  })),
  takenShare: 0,
  attempts: 1,
});

test('a row shows how far units were beyond theory, and leaves excluded ones out', () => {
  const [row] = truthRows([unit(1010), unit(1000), unit(1320, 'holds', 1200), unit(9000, 'excluded')]);
  expect(row).toMatchObject({
    situation: 'a queue',
    figure: 'p50',
    theoryMicros: 1000,
    measuredMicros: 1010,
    leastBeyond: 0,
    units: 3,
    excluded: 1,
    verdict: 'holds',
  });
  expect(row.mostBeyond).toBeCloseTo(0.1, 12);
});

test('one unit that differs is enough', () => {
  expect(truthRows([unit(1000), unit(1500, 'differs')])[0].verdict).toBe('differs');
});

test('a row has no figures where all units are excluded', () => {
  expect(truthRows([unit(1000, 'excluded')])[0]).toMatchObject({
    theoryMicros: null,
    measuredMicros: null,
    mostBeyond: null,
    units: 0,
    excluded: 1,
    verdict: 'excluded',
  });
});

test('tables have a row for each figure, or a short one for each situation', () => {
  const rows = truthRows([unit(1010), unit(990)]);
  expect(realTable(rows).split('\n')[2]).toBe(
    '| a queue | p50 | 1.000 ms | 1.000 ms | −1.0 % to +1.0 % | 2 | 0 | holds |',
  );
  expect(shortTable(rows).split('\n')).toEqual([
    '| situation | p50, theory | p50, measured | p99, theory | p99, measured |',
    '| --- | --- | --- | --- | --- |',
    '| a queue | 1.000 ms | 1.000 ms (−1.0 % to +1.0 %) | 1.000 ms | 1.000 ms (−1.0 % to +1.0 %) |',
  ]);
});
