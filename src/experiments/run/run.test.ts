import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { UnitFigures } from '../../engines/local/unit-figures.ts';
import type { UnitSpec } from '../../engines/local/unit-spec.ts';
import { StreamBenchError } from '../../errors.ts';
import { exampleResult } from '../../results/example.test-program.ts';
import { resultSchema } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import { fraud } from '../../workloads/fraud.ts';
import { exampleSettings as settings } from '../example-settings.test-program.ts';
import { exampleReport } from '../example-unit.test-program.ts';
import { run, type RunOutcome, type RunTools } from './run.ts';
import type { RunSettings } from '../settings.ts';

const figures = exampleReport({ badRecords: { skipped: 2, deadLettered: 0 } });

interface Experiment extends RunOutcome {
  readonly specs: readonly UnitSpec[];
  readonly told: readonly (readonly [run: Unit, done: number, total: number])[];
}

/** Runs the experiment on units that `unit` makes up; its second argument counts them from 0, the reference. */
async function experiment(
  unit: (spec: UnitSpec, index: number) => UnitFigures = () => figures,
  changes: Partial<RunSettings> = {},
): Promise<Experiment> {
  const specs: UnitSpec[] = [];
  const told: (readonly [Unit, number, number])[] = [];
  const { machine, tool, startedAt } = exampleResult();
  const tools: RunTools = {
    runUnit: async (spec) => unit(spec, specs.push(spec) - 1),
    machine: { ...machine, fsyncMicros: 2100 },
    tool,
    startedAt,
    onRun: (finished, done, total) => told.push([finished, done, total]),
  };
  return { ...(await run({ ...settings, ...changes }, fraud, tools)), specs, told };
}

function failing(at: number, error: Error): (spec: UnitSpec, index: number) => UnitFigures {
  return (_, index) => {
    if (index === at) throw error;
    return figures;
  };
}

describe('an experiment', () => {
  test('runs the reference first and then the configurations in turn', async () => {
    const { specs } = await experiment();
    expect(specs.map(({ executor, intervalMs, repetition }) => [executor, intervalMs, repetition])).toEqual([
      ['batch', null, 0],
      ['continuous', null, 0],
      ['micro-batch', 10, 0],
      ['micro-batch', 10, 1],
      ['continuous', null, 1],
    ]);
  });

  test('gives all units the same records, and only the reference no sink', async () => {
    const { specs } = await experiment();
    const { load, ratePerSecond, durationMs, warmUpMs, sync, wait, records, seed, workload } = settings;
    for (const spec of specs)
      expect(spec).toMatchObject({ load, ratePerSecond, durationMs, warmUpMs, sync, wait, records, seed, workload });
    expect(specs.map(({ sink }) => sink)).toEqual(['none', 'sqlite', 'sqlite', 'sqlite', 'sqlite']);
  });

  test('makes a document that fits the schema, of all runs in the order in which they were made', async () => {
    const { result, problem } = await experiment();
    expect(problem).toBeUndefined();
    const validate = new Ajv().compile(resultSchema);
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
    expect(result!.units.map(({ executor, repetition, status }) => [executor, repetition, status])).toEqual([
      ['continuous', 0, 'valid'],
      ['micro-batch', 0, 'valid'],
      ['micro-batch', 1, 'valid'],
      ['continuous', 1, 'valid'],
    ]);
    expect(result!.experiment).toMatchObject({
      workload: 'fraud',
      seed: 7,
      records: { keys: 50 },
      recordCount: 17_500,
      measuredRecords: 12_500,
      warmUpMs: 500,
      sync: 'full',
      wait: 'park',
    });
    expect(result).toMatchObject({
      sameAnswer: { equal: true, reference: 'batch', digest: figures.output.digest, rows: 518 },
      interrupted: false,
    });
    expect(result!.summary).toHaveLength(12);
    expect(result!.recommendation!.text).toMatch(/^Choose continuous/);
  });

  test('tells of each unit when it is done, counting the reference', async () => {
    const { told, result } = await experiment();
    expect(told.map(([, done, total]) => [done, total])).toEqual([
      [2, 5],
      [3, 5],
      [4, 5],
      [5, 5],
    ]);
    expect(told.map(([finished]) => finished)).toEqual(result!.units);
  });

  test('keeps the parameters of a load, which make the same arrivals again', async () => {
    const loadParameters = { ratePerSecond: 1000, peakPerSecond: 9000, onMs: 100, everyMs: 800 };
    const { result, specs } = await experiment(() => ({ ...figures, offeredRate: 2000 }), {
      load: 'burst',
      loadParameters,
      ratePerSecond: null,
    });
    expect(result!.experiment.load).toEqual({ shape: 'burst', rate: 2000, speed: null, parameters: loadParameters });
    expect(specs.map((spec) => spec.loadParameters)).toEqual(specs.map(() => loadParameters));
    const validate = new Ajv().compile(resultSchema);
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  });

  test('without a rate has no warm-up time and no offered rate', async () => {
    const { result } = await experiment(() => ({ ...figures, offeredRate: null }), {
      load: 'saturate',
      ratePerSecond: null,
      durationMs: null,
    });
    expect(result!.experiment).toMatchObject({
      load: { shape: 'saturate', rate: null },
      durationMs: null,
      warmUpMs: null,
    });
    expect(result!.units[0].offeredRate).toBeNull();
  });

  test('is repeated from its document: the same units give the same one', async () => {
    expect((await experiment()).result).toEqual((await experiment()).result);
  });
});

describe('a unit with another answer than batch', () => {
  const otherAnswer: UnitFigures = { ...figures, output: { rows: 517, rowsWritten: 517, digest: 'ef'.repeat(32) } };

  test('has failed, and the answers are not the same', async () => {
    const { result } = await experiment((_, index) => (index === 3 ? otherAnswer : figures));
    expect(result!.units.map(({ status }) => status)).toEqual(['valid', 'valid', 'failed', 'valid']);
    expect(result!.units[2]).toMatchObject({
      reasons: ['its answer differs from that of batch'],
      output: otherAnswer.output,
    });
    expect(result!.sameAnswer).toEqual({ equal: false, reference: 'batch', digest: figures.output.digest, rows: 518 });
    expect(result!.recommendation!.text).toBe(
      'Nothing can be recommended: 1 of 4 units gave another answer than batch.',
    );
  });

  test('has failed also where it was invalid', async () => {
    const invalid: UnitFigures = { ...otherAnswer, status: 'invalid', reasons: ['a pause'] };
    const { result } = await experiment((_, index) => (index === 1 ? invalid : figures));
    expect(result!.units[0].status).toBe('failed');
    expect(result!.sameAnswer.equal).toBe(false);
  });

  test('is excluded from the figures', async () => {
    const { result } = await experiment((_, index) => (index === 1 ? { ...otherAnswer, throughput: 1 } : figures));
    expect(result!.summary.find(({ metric }) => metric === 'throughput')).toMatchObject({
      estimate: 10_000,
      units: 1,
      excluded: 1,
    });
  });
});

test('an invalid unit with the right answer stays invalid, and the answers are the same', async () => {
  const invalid: UnitFigures = { ...figures, status: 'invalid', reasons: ['a pause'] };
  const { result } = await experiment((_, index) => (index === 2 ? invalid : figures));
  expect(result!.units[1]).toMatchObject({ status: 'invalid', reasons: ['a pause'] });
  expect(result!.sameAnswer.equal).toBe(true);
});

describe('an experiment that ends early', () => {
  const fullDisk = new StreamBenchError({ kind: 'environment', what: 'the disk is full' });

  test('by a problem keeps the units before it', async () => {
    const { result, problem, specs } = await experiment(failing(3, fullDisk));
    expect(problem).toBe(fullDisk);
    expect(specs).toHaveLength(4);
    expect(result!.units.map(({ executor }) => executor)).toEqual(['continuous', 'micro-batch']);
    expect(result!.interrupted).toBe(false);
    expect(result!.summary).toHaveLength(12);
  });

  test('by a problem of the reference has no result', async () => {
    const { result, problem } = await experiment(failing(0, fullDisk));
    expect([result, problem]).toEqual([undefined, fullDisk]);
  });

  test('by an abort is interrupted and keeps the units before it', async () => {
    const { result, problem } = await experiment(
      failing(2, new DOMException('This operation was aborted', 'AbortError')),
    );
    expect(problem?.problem).toEqual({ kind: 'interrupted', what: 'interrupted' });
    expect(result!.units).toHaveLength(1);
    expect(result!.interrupted).toBe(true);
  });

  test('by an abort before the first unit knows no answer but the reference', async () => {
    const { result, problem } = await experiment(
      failing(1, new DOMException('This operation was aborted', 'AbortError')),
    );
    expect(problem?.problem.kind).toBe('interrupted');
    expect(result).toMatchObject({ units: [], summary: [], interrupted: true, sameAnswer: { rows: 518 } });
  });

  test('by a fault of the program lets it through', async () => {
    await expect(experiment(failing(1, new TypeError('a fault')))).rejects.toThrow(TypeError);
  });
});

test('spoilt units are measured again at the end, a sixteenth of all at the most, and are kept', async () => {
  const spoilt = (_: UnitSpec, index: number): UnitFigures => ({
    ...figures,
    ...(index >= 1 && index <= 2 && { status: 'invalid', reasons: ['a pause'] }),
  });
  const { result, told } = await experiment(spoilt, { repetitions: 8 });
  const units = result!.units.map(({ executor, repetition, status }) => [executor, repetition, status]);
  expect(units).toHaveLength(17);
  expect(units.slice(0, 3)).toEqual([
    ['continuous', 0, 'invalid'],
    ['micro-batch', 0, 'invalid'],
    ['micro-batch', 1, 'valid'],
  ]);
  expect(units.at(-1)).toEqual(['continuous', 8, 'valid']);
  expect(told.at(0)?.slice(1)).toEqual([2, 18]);
  expect(told.at(-1)?.slice(1)).toEqual([18, 18]);
});
