import { describe, expect, test } from 'vitest';
import type { UnitReport } from '../engines/unit-report.ts';
import type { Configuration } from '../results/configuration.ts';
import { isExcluded } from '../results/exclusion.ts';
import type { Unit } from '../results/unit.ts';
import { exampleReference, exampleReport } from './example-report.test-program.ts';
import { comparable, HeldAnswers } from './held-answers.ts';

const job = (mode: string): Configuration => ({
  engine: 'job',
  mode,
  executor: 'continuous',
  intervalMs: null,
  commit: 'invocation',
});
const local: Configuration = { ...job('continuous'), engine: 'local' };
const { answer } = exampleReference();

function reportOf(rows: number, unorderedDigest: string): UnitReport {
  return exampleReport({ output: { rows, rowsWritten: rows, digest: null, unorderedDigest } });
}

function heldUnits(...measured: readonly [mode: string, rows: number, digest: string, records?: number][]) {
  const answers = new HeldAnswers();
  const units = measured.map(([mode, rows, digest, records]) =>
    answers.unitOf(job(mode), 0, reportOf(rows, digest), answer, records),
  );
  return { answers, units };
}

const reasonOf = ({ exclusions }: Unit): string | undefined => exclusions.at(-1)?.reason;

describe('answers of jobs, which nobody knows', () => {
  test('are held to the first unit of the first job, and a unit with others is excluded, not failed', () => {
    const { answers, units } = heldUnits(['A', 9, 'x'], ['B', 8, 'y'], ['B', 9, 'z'], ['A', 9, 'x']);
    expect(units.map(({ failure }) => failure)).toEqual([null, null, null, null]);
    expect(units.map(isExcluded)).toEqual([false, true, true, false]);
    expect(units.map(reasonOf).slice(1, 3)).toEqual([
      'its rows differ from those of the first unit of job A: 8 instead of 9',
      'its rows differ from those of the first unit of job A',
    ]);
    expect(answers.jobs).toEqual({ heldTo: 'the first unit of job A', compared: 3, same: 1 });
  });

  test('are held to each other only where the records are the same', () => {
    const { answers, units } = heldUnits(
      ['A', 9, 'x', 100],
      ['B', 5, 'y', 200],
      ['A', 5, 'y', 200],
      ['B', 9, 'z', 100],
    );
    expect(units.map(isExcluded)).toEqual([false, false, false, true]);
    expect(answers.jobs).toEqual({ heldTo: 'the first unit at each rate', compared: 2, same: 1 });
  });

  test('are no matter of other engines, which are held to batch', () => {
    const { answers } = heldUnits(['A', 9, 'x']);
    expect(answers.unitOf(local, 0, exampleReport(), answer).failure).toBeNull();
    expect(answers.unitOf(local, 0, reportOf(9, 'x'), answer).failure).toMatch(/differs from that of batch/);
    expect(new HeldAnswers().jobs).toBeUndefined();
  });
});

test('a unit of a job that was cut off is held to none, and none is held to it', () => {
  const answers = new HeldAnswers();
  const cut = answers.unitOf(job('A'), 0, { ...reportOf(3, 'w'), isCut: true }, answer);
  expect([cut.output, cut.failure, cut.exclusions]).toEqual([null, null, []]);
  expect(answers.jobs).toEqual({ heldTo: null, compared: 0, same: 0 });
  const units = [9, 9].map((rows) => answers.unitOf(job('B'), 0, reportOf(rows, 'x'), answer));
  expect(units.map(isExcluded)).toEqual([false, false]);
  expect(answers.jobs).toEqual({ heldTo: 'the first unit of job B', compared: 1, same: 1 });
});

test('a job of which every unit has other rows is not compared, and the others are', () => {
  const { units } = heldUnits(['A', 9, 'x'], ['B', 8, 'y'], ['C', 9, 'z'], ['C', 9, 'x']);
  const all = [job('A'), job('B'), job('C')];
  expect(comparable(all, units)).toEqual({
    configurations: [job('A'), job('C')],
    told: 'Job B is not compared: its rows differ from those of job A.',
  });
  expect(comparable([job('A')], units.slice(0, 1)).told).toBeUndefined();
});
