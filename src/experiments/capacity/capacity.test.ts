import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { UnitFigures } from '../../engines/local/unit-figures.ts';
import type { UnitSpec } from '../../engines/local/unit-spec.ts';
import { StreamBenchError } from '../../errors.ts';
import { exampleResult } from '../../results/example.test-program.ts';
import { resultSchema } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import { fraud } from '../../workloads/fraud.ts';
import { capacity, type CapacitySettings } from './capacity.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import type { RunOutcome } from '../run/run.ts';
import { virtualUnit, type Server } from '../virtual-unit.test-program.ts';

/** One record takes 50 µs, or in a micro-batch 1 ms and 10 µs each. */
const server: Server = { processingNanos: (records) => (records === 1 ? 50_000 : 1e6 + 1e4 * records) };
const settings: CapacitySettings = {
  ...exampleSettings,
  command: 'stream-bench capacity',
  ratePerSecond: null,
  durationMs: 400,
  warmUpMs: 100,
  repetitions: 6,
  objective: null,
};
const answers = { digest: 'ab'.repeat(32), rows: 5 };

interface Experiment extends RunOutcome {
  readonly specs: readonly UnitSpec[];
  readonly told: readonly (readonly [run: Unit, done: number, total: number])[];
}

async function experiment(
  changes: Partial<CapacitySettings> = {},
  unit: (figures: UnitFigures, index: number) => UnitFigures = (figures) => figures,
  reference: (index: number) => Promise<typeof answers> = async () => answers,
): Promise<Experiment> {
  const specs: UnitSpec[] = [];
  const told: (readonly [Unit, number, number])[] = [];
  const { machine, tool, startedAt } = exampleResult();
  const measure = virtualUnit(server);
  const outcome = await capacity({ ...settings, ...changes }, fraud, {
    measureUnit: async (spec) => {
      const index = specs.push(spec) - 1;
      const figures = await measure(spec);
      return {
        figures: unit({ ...figures, output: { ...answers, rowsWritten: 5 } }, index),
        reference: reference(index),
      };
    },
    machine: { ...machine, fsyncMicros: 2100 },
    tool,
    startedAt,
    onRun: (finished, done, total) => told.push([finished, done, total]),
  });
  return { ...outcome, specs, told };
}

describe('the capacity of two configurations', () => {
  test('is in a document that fits the schema, with every unit', async () => {
    const { result, problem, specs } = await experiment();
    expect(problem).toBeUndefined();
    const validate = new Ajv().compile(resultSchema);
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
    expect(result!.units).toHaveLength(specs.length);
    expect(result!.experiment).toMatchObject({
      kind: 'capacity',
      repetitions: 6,
      load: { shape: 'constant', rate: null },
      recordCount: null,
    });
    expect(result!.sameAnswer).toEqual({
      equal: true,
      reference: "batch, in each unit's process",
      digest: null,
      rows: null,
    });
    expect(result).toMatchObject({ summary: [], interrupted: false });
  });

  test('is that of their servers, with what limits it', async () => {
    const { result } = await experiment();
    const [continuous, every10] = result!.capacity!;
    expect(continuous).toMatchObject({
      executor: 'continuous',
      intervalMs: null,
      verdict: 'yes',
      limitedBy: 'processing',
      harnessLimited: false,
      units: 6,
      level: 0.96875,
      objective: null,
    });
    expect(continuous.estimate! / 20_000).toBeCloseTo(1, 3);
    expect(every10).toMatchObject({
      executor: 'micro-batch',
      intervalMs: 10,
      verdict: 'yes',
      limitedBy: 'interval, processing',
      units: 6,
    });
    // (1 − 1/10)/10 µs.
    expect(every10.estimate! / 90_000).toBeCloseTo(1, 3);
    expect(every10.evidence[0]).toMatch(
      /^below it \([\d,]+( to [\d,]+)? records\/s\) micro-batches take (9\d|100) %.* of their interval; above it .* micro-batches take 10\d %( to 10\d %)? of their interval$/,
    );
    expect(every10.evidence.join('; ')).toContain(
      'a micro-batch of n records takes 1.0 ms + 10.0 µs · n: processing 100 %, commit 0 %; late but stable, with micro-batches longer than the interval, up to 100,000 records/s',
    );
  });

  test('is compared in a sentence', async () => {
    const { result } = await experiment();
    expect(result!.recommendation!.text).toBe(
      'micro-batch 10 ms sustains the most: 90,000 records/s (90,000 to 90,000), 4.5 times (4.5 to 4.5) that of continuous, 20,000 (20,000 to 20,000).',
    );
    expect(result!.recommendation!.evidence[0]).toMatch(
      /^continuous: below it \([\d,]+( to [\d,]+)? records\/s\) \d units kept up: the backlog grew by .* above it .* \d units? did not keep up: .* an invocation of one record takes 50 µs: processing 100 %, commit 0 %; measuring took 0 % of the time$/,
    );
  });

  test('comes from units in turn, each with its own rate, seed and reference', async () => {
    const { specs } = await experiment();
    expect(specs.slice(0, 4).map(({ executor }) => executor)).toEqual([
      'continuous',
      'micro-batch',
      'micro-batch',
      'continuous',
    ]);
    for (const spec of specs)
      expect(spec).toMatchObject({
        seed: settings.seed + spec.repetition,
        withReference: true,
        warmUpMs: 100,
        sink: 'sqlite',
      });
    expect(new Set(specs.map(({ ratePerSecond }) => ratePerSecond)).size).toBeGreaterThan(specs.length / 2);
  });

  test('is told unit by unit', async () => {
    const { told, result } = await experiment();
    expect(told.map(([run]) => run)).toEqual(result!.units);
    expect(told.map(([, done]) => done)).toEqual(told.map((_, index) => index + 1));
    for (const [, done, total] of told) expect(total).toBeGreaterThanOrEqual(done);
  });
});

test('an objective limits where it is reached first, and is out of reach where latency is always above it', async () => {
  const objective = { percentile: 'p99', limitMicros: 8000, text: 'p99=8ms' } as const;
  const { result } = await experiment({
    objective,
    durationMs: 1200,
    configurations: [...settings.configurations, { executor: 'micro-batch', intervalMs: 5, commit: 'invocation' }],
  });
  const [continuous, every10, every5] = result!.capacity!;
  expect(continuous).toMatchObject({ verdict: 'yes', objective: 'p99=8ms', limitedBy: 'processing' });
  expect(every10).toMatchObject({
    verdict: 'no',
    estimate: null,
    low: null,
    limitedBy: 'p99=8ms',
    method: 'no rate that is sustained',
    units: 0,
  });
  expect(every10.evidence[0]).toMatch(/^p99=8ms is missed even at [\d,]+ records\/s, the lowest rate tried$/);
  // (8 − 0.99 · 5 − 1)/(10 µs · 5 ms), below (1 − 1/5)/10 µs.
  expect(every5).toMatchObject({ verdict: 'yes', limitedBy: 'p99=8ms' });
  expect(Math.abs(every5.estimate! / 41_000 - 1)).toBeLessThan(0.01);
});

describe('what cannot be said', () => {
  test('a figure of a unit with another answer does not exist', async () => {
    const { result } = await experiment({}, (figures, index) =>
      index === 4 ? { ...figures, output: { ...figures.output, digest: 'ef'.repeat(32) } } : figures,
    );
    expect(result!.units[4]).toMatchObject({ status: 'failed', reasons: ['its answer differs from that of batch'] });
    expect(result!.sameAnswer.equal).toBe(false);
  });

  test('nor does it count in its search, although that went on before the answer was compared', async () => {
    const wrong = (figures: UnitFigures, index: number): UnitFigures =>
      index === 8 ? { ...figures, output: { ...figures.output, digest: 'ef'.repeat(32) } } : figures;
    const [right, found] = [await experiment(), await experiment({}, wrong)];
    expect(found.specs).toEqual(right.specs);
    const units = (of: Experiment): number => of.result!.capacity!.reduce((sum, one) => sum + one.units, 0);
    expect([units(right), units(found)]).toEqual([12, 11]);
  });

  test('a unit whose answer could not be compared is left out, and the reason is told', async () => {
    const full = new StreamBenchError({ kind: 'environment', what: 'a unit crashed: no memory' });
    const crash = async (index: number): Promise<typeof answers> => (index === 8 ? Promise.reject(full) : answers);
    const { result, problem, specs } = await experiment({}, undefined, crash);
    expect(problem).toBe(full);
    expect(result!.units).toHaveLength(specs.length - 1);
    expect(result!.interrupted).toBe(false);
  });

  test('where units are spoilt is inconclusive', async () => {
    const { result } = await experiment({}, (figures) => ({ ...figures, status: 'invalid', reasons: ['a pause'] }));
    expect(result!.capacity!.map(({ verdict, estimate, limitedBy }) => [verdict, estimate, limitedBy])).toEqual([
      ['inconclusive', null, 'unknown'],
      ['inconclusive', null, 'unknown'],
    ]);
    expect(result!.recommendation!.text).toBe('No sustainable throughput was found: no unit counts.');
  });

  test('with more than a tenth of the units spoilt is only a hint', async () => {
    const { result } = await experiment({}, (figures, index) =>
      index > 8 && index % 3 === 0 ? { ...figures, status: 'invalid', reasons: ['a pause'] } : figures,
    );
    expect(result!.capacity!.map(({ verdict, units }) => [verdict, units])).toContainEqual(['inconclusive', 6]);
    expect(result!.recommendation!.text).toMatch(/Inconclusive: .*; too few units count\.$/);
  });

  test('measuring that takes more than 5 % of the time is said', async () => {
    const { result } = await experiment({}, (figures) => ({ ...figures, harnessShare: 0.06 }));
    expect(result!.capacity!.map(({ harnessLimited }) => harnessLimited)).toEqual([true, true]);
    expect(result!.recommendation!.text).toMatch(/Limited by the measuring itself: continuous, micro-batch 10 ms\.$/);
  });
});

describe('a search that ends early', () => {
  test('by an abort is interrupted and keeps the units before it', async () => {
    const abort = (figures: UnitFigures, index: number): UnitFigures => {
      if (index === 13) throw new DOMException('This operation was aborted', 'AbortError');
      return figures;
    };
    const { result, problem } = await experiment({}, abort);
    expect(problem?.problem).toEqual({ kind: 'interrupted', what: 'interrupted' });
    expect(result!.units).toHaveLength(13);
    expect(result!.interrupted).toBe(true);
    expect(result!.capacity!.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
    expect(result!.capacity![0].estimate! / 20_000).toBeCloseTo(1, 2);
  });

  test('in its first unit has no result', async () => {
    const full = new StreamBenchError({ kind: 'environment', what: 'the disk is full' });
    const { result, problem } = await experiment({}, () => {
      throw full;
    });
    expect([result, problem]).toEqual([undefined, full]);
  });
});

test('is repeated from its document: the same units give the same one', async () => {
  const once = await experiment();
  const again = await experiment();
  const withoutMemory = (outcome: Experiment): unknown => ({
    ...outcome.result,
    units: outcome.result!.units.map((run) => ({ ...run, peakRssBytes: 0 })),
  });
  expect(withoutMemory(once)).toEqual(withoutMemory(again));
});
