import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { local } from '../../engines/example-spec.test-program.ts';
import { recordedWorkload } from '../../engines/example-workloads.test-program.ts';
import type { ReferenceReport, UnitReport } from '../../engines/unit-report.ts';
import type { UnitSpec } from '../../engines/unit-spec.ts';
import { virtualReference, virtualUnit, type Server } from '../../engines/virtual-unit.test-program.ts';
import { StreamBenchError } from '../../errors.ts';
import { excluded } from '../../results/example.test-program.ts';
import type { Capacity, CapacityFindings } from '../../results/findings/capacity.ts';
import { resultSchema } from '../../results/result.ts';
import { fraud } from '../../workloads/fraud.ts';
import type { Workload } from '../../workloads/workload.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { exampleTools, madeUpLocal, type ExampleTools } from '../example-tools.test-program.ts';
import type { Outcome } from '../outcome.ts';
import { capacity, type CapacitySettings } from './capacity.ts';

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
  targetPerSecond: null,
};

interface Experiment extends Outcome, Pick<ExampleTools, 'specs' | 'references' | 'shown' | 'notices'> {}

/** `unit` changes what the unit with this number found, and `reference` what batch says to its records. */
async function experiment(
  changes: Partial<CapacitySettings> = {},
  unit: (report: UnitReport, index: number) => UnitReport = (report) => report,
  reference: (spec: UnitSpec, index: number) => Promise<ReferenceReport> = virtualReference,
  workload = fraud,
): Promise<Experiment> {
  const measure = virtualUnit(server);
  let [units, references] = [0, 0];
  const engine = madeUpLocal(
    async (spec) => unit(await measure(spec), units++),
    async (spec) => reference(spec, references++),
  );
  const tools = exampleTools([engine]);
  const { specs, references: asked, shown, notices } = tools;
  const outcome = await capacity({ ...settings, ...changes }, workload, tools);
  return { ...outcome, specs, references: asked, shown, notices };
}

function capacitiesOf({ result }: Pick<Experiment, 'result'>): readonly Capacity[] {
  return (result!.findings as CapacityFindings).capacities;
}

/** Other rows than those of batch. */
function withOtherAnswer(report: UnitReport): UnitReport {
  return { ...report, output: { ...report.output, digest: 'ef'.repeat(32) } };
}

test('a search ends where units keep being excluded for the same cause, and delivers what it has', async () => {
  const { result, specs, notices } = await experiment({}, (report) => ({ ...report, ...excluded('a pause') }));
  expect(specs).toHaveLength(6);
  expect(notices).toEqual([expect.stringMatching(/^stopped after 6 units: 6 units in a row .* a pause$/)]);
  expect(result!.units).toHaveLength(6);
  expect(capacitiesOf({ result }).map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
});

describe('the capacity of a recording', () => {
  const over = async (recording: Workload): Promise<Experiment> => experiment({}, undefined, undefined, recording);

  test('is not searched where it is too short: the error says how many records the first unit needs', async () => {
    await expect(over(recordedWorkload(300, 1))).rejects.toThrow(
      /^recorded: the recording has 300 records, and the first unit of a search needs [\d,]+ records: .*\n.*--loop/,
    );
  });

  test('is not searched where no unit would count, because windows of 10 ms do not fill', async () => {
    await expect(over(recordedWorkload(1e6, 1e-5))).rejects.toThrow('windows fill in 0.01 s of event time');
  });

  test('is searched with units that have no more records than there are, besides those that fill windows', async () => {
    const records = 20_000;
    const { specs, problem } = await over(recordedWorkload(records, 0.01));
    expect(problem).toBeUndefined();
    // 1000 records of 0.01 ms fill windows of 10 ms.
    for (const { ratePerSecond, warmUpMs, durationMs } of specs) {
      expect(warmUpMs).toBeGreaterThanOrEqual(Math.max(100, 1e6 / ratePerSecond!));
      expect(((warmUpMs + durationMs!) / 1000) * ratePerSecond!).toBeLessThanOrEqual(records + 10);
    }
  });
});

test('a capacity far above what the records of a recording allow is not concluded from slower units', async () => {
  const result = await experiment({}, undefined, undefined, recordedWorkload(6000, 0.01));
  // A unit of 500 ms has 5000 records besides the 1000 that fill windows.
  for (const { evidence, ...found } of capacitiesOf(result)) {
    expect(found).toMatchObject({ estimate: null, low: null, high: null, above: 10_000, verdict: 'inconclusive' });
    expect(evidence[0]).toBe('no unit above 10,000 records/s, for which there are too few records');
  }
});

describe('the capacity of two configurations', () => {
  test('is in a document that fits the schema, with every unit', async () => {
    const { result, problem, specs, references } = await experiment();
    expect(problem).toBeUndefined();
    const validate = new Ajv().compile(resultSchema);
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
    expect(result!.units).toHaveLength(specs.length);
    expect(result!.experiment).toMatchObject({
      repetitions: 6,
      load: { shape: 'constant', rate: null },
      recordCount: null,
    });
    expect(result!.findings.kind).toBe('capacity');
    expect(references).toEqual([]);
    expect(result!.sameAnswer).toEqual({
      equal: true,
      reference: "batch, in each unit's process",
      digest: null,
      unorderedDigest: null,
      rows: null,
    });
    expect(result).toMatchObject({ summary: [], interrupted: false });
  });

  test('is that of their servers, with what limits it', async () => {
    const [continuous, every10] = capacitiesOf(await experiment());
    expect(continuous).toMatchObject({
      engine: 'local',
      mode: 'continuous',
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
      /^below it \([\d,]+.* take (9\d|100) %.* interval; above it .* take 10\d %( to 10\d %)? of .* interval$/,
    );
    expect(every10.evidence.join('; ')).toContain(
      'a micro-batch of n records takes 1.0 ms + 10.0 µs · n: processing 100 %, commit 0 %; ' +
        'late but stable, with micro-batches longer than the interval, up to 100,000 records/s',
    );
  });

  test('is compared in a sentence', async () => {
    const { result } = await experiment();
    const { text, evidence } = result!.recommendation!;
    expect(text).toMatch(
      /^micro-batch 10 ms keeps up with the highest rate \(sure: both .*\): 90,000 records\/s \(90,000 to 90,000\)/,
    );
    expect(text).toMatch(/4\.5 times \(4\.5 to 4\.5\).*continuous, 20,000 \(20,000 to 20,000\)/);
    expect(evidence[0]).toMatch(
      /^continuous: below it \([\d,]+( to [\d,]+)? .* kept up: .* above it .* did not keep up: .* takes 50 µs: .*$/,
    );
  });

  test('comes from units in turn, each with its own rate, seed and reference', async () => {
    const { specs } = await experiment();
    expect(specs.slice(0, 4).map(({ configuration }) => configuration.executor)).toEqual([
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

  test('is shown unit by unit', async () => {
    const { shown, result } = await experiment();
    expect(shown.map(([unit]) => unit)).toEqual(result!.units);
    expect(shown.map(([, done]) => done)).toEqual(shown.map((_, index) => index + 1));
    for (const [, done, total] of shown) expect(total).toBeGreaterThanOrEqual(done);
  });
});

test('an objective limits if it is reached first, and is out of reach if latency is always above it', async () => {
  const objective = { percentile: 'p99', limitMicros: 8000, text: 'p99=8ms' } as const;
  const configurations = [...settings.configurations, local({ executor: 'micro-batch', intervalMs: 5 })];
  const found = await experiment({ objective, durationMs: 1200, configurations });
  const [continuous, every10, every5] = capacitiesOf(found);
  expect(continuous).toMatchObject({ verdict: 'yes', objective: 'p99=8ms', limitedBy: 'processing' });
  expect(every10).toMatchObject({
    verdict: 'no',
    estimate: null,
    low: null,
    limitedBy: 'p99=8ms',
    method: 'no rate is kept up with',
    units: 0,
  });
  expect(every10.evidence[0]).toMatch(/^p99=8ms is missed even at [\d,]+ records\/s/);
  // (8 − 0.99 · 5 − 1)/(10 µs · 5 ms), below (1 − 1/5)/10 µs.
  expect(every5).toMatchObject({ verdict: 'yes', limitedBy: 'p99=8ms' });
  expect(Math.abs(every5.estimate! / 41_000 - 1)).toBeLessThan(0.01);
});

describe('what cannot be said', () => {
  test('a figure of a unit with another answer does not exist', async () => {
    const { result } = await experiment({}, (report, index) => (index === 4 ? withOtherAnswer(report) : report));
    expect(result!.units[4].failure).toContain('answer differs from that of batch');
    expect(result!.units.filter(({ failure }) => failure !== null)).toHaveLength(1);
    expect(result!.sameAnswer.equal).toBe(false);
  });

  test('nor does it count in its search, although that went on before the answer was compared', async () => {
    const wrong = (report: UnitReport, index: number): UnitReport => (index === 8 ? withOtherAnswer(report) : report);
    const [right, found] = [await experiment(), await experiment({}, wrong)];
    expect(found.specs).toEqual(right.specs);
    const units = (of: Experiment): number => capacitiesOf(of).reduce((sum, one) => sum + one.units, 0);
    expect([units(right), units(found)]).toEqual([12, 11]);
  });

  test('a unit whose answer could not be compared is left out, and the reason is given', async () => {
    const full = new StreamBenchError({ kind: 'environment', what: 'a unit crashed: no memory' });
    const crash = async (spec: UnitSpec, index: number): Promise<ReferenceReport> =>
      index === 8 ? Promise.reject(full) : virtualReference(spec);
    const { result, problem, specs } = await experiment({}, undefined, crash);
    expect(problem).toBe(full);
    expect(result!.units).toHaveLength(specs.length - 1);
    expect(result!.interrupted).toBe(false);
  });

  test('where all units are excluded is inconclusive', async () => {
    const found = await experiment({}, (report) => ({ ...report, ...excluded('a pause') }));
    expect(capacitiesOf(found).map(({ verdict, estimate, limitedBy }) => [verdict, estimate, limitedBy])).toEqual([
      ['inconclusive', null, 'unknown'],
      ['inconclusive', null, 'unknown'],
    ]);
    expect(found.result!.recommendation!.text).toMatch(/^Inconclusive: no sustainable throughput/);
  });

  test('with more than a tenth of the units excluded is only a hint', async () => {
    const found = await experiment({}, (report, index) =>
      index > 8 && index % 3 === 0 ? { ...report, ...excluded('a pause') } : report,
    );
    expect(capacitiesOf(found).map(({ verdict, units }) => [verdict, units])).toContainEqual(['inconclusive', 6]);
    expect(found.result!.recommendation!.text).toMatch(
      /\(inconclusive: more than a tenth of the units of .* were excluded\)/,
    );
  });

  test('measuring that takes more than 5 % of the time is said', async () => {
    const measuring = (report: UnitReport): UnitReport => ({
      ...report,
      local: { ...report.local!, harnessShare: 0.06 },
    });
    const found = await experiment({}, measuring);
    expect(capacitiesOf(found).map(({ harnessLimited }) => harnessLimited)).toEqual([true, true]);
    expect(found.result!.recommendation!.text).toMatch(
      /\(inconclusive: the measuring itself limits continuous and micro-batch 10 ms\)/,
    );
  });
});

describe('a search that ends early', () => {
  test('by an abort is interrupted and keeps the units before it', async () => {
    const abort = (report: UnitReport, index: number): UnitReport => {
      if (index === 13) throw new DOMException('This operation was aborted', 'AbortError');
      return report;
    };
    const { result, problem } = await experiment({}, abort);
    expect(problem?.problem).toEqual({ kind: 'interrupted', what: 'interrupted' });
    expect(result!.units).toHaveLength(13);
    expect(result!.interrupted).toBe(true);
    const capacities = capacitiesOf({ result });
    expect(capacities.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
    expect(capacities[0].estimate! / 20_000).toBeCloseTo(1, 2);
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
  expect((await experiment()).result).toEqual((await experiment()).result);
});
