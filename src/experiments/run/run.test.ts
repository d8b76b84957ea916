import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { UnitReport } from '../../engines/unit-report.ts';
import type { UnitSpec } from '../../engines/unit-spec.ts';
import { StreamBenchError } from '../../errors.ts';
import { excluded } from '../../results/example.test-program.ts';
import { excludingAll } from '../../results/exclusion.ts';
import type { RunFindings } from '../../results/findings/run.ts';
import { resultSchema } from '../../results/result.ts';
import { fraud } from '../../workloads/fraud.ts';
import { exampleReference, exampleReport } from '../example-report.test-program.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { exampleTools, madeUpLocal, type ExampleTools, type ReferenceOf } from '../example-tools.test-program.ts';
import type { Outcome } from '../outcome.ts';
import { run, type RunSettings } from './run.ts';

const settings: RunSettings = { ...exampleSettings, precision: null };
const badRecords = { skipped: 2, deadLettered: 0 };
const report = exampleReport({ badRecords });

interface Experiment extends Outcome, Pick<ExampleTools, 'specs' | 'references' | 'shown'> {}

/** Runs the experiment on units that `unit` makes up; its second argument counts them from 0. */
async function experiment(
  unit: (spec: UnitSpec, index: number) => UnitReport = () => report,
  changes: Partial<RunSettings> = {},
  reference: ReferenceOf = async () =>
    exampleReference({ badRecords, offeredRate: changes.load === 'saturate' ? null : 10_000 }),
): Promise<Experiment> {
  let count = 0;
  const tools = exampleTools([madeUpLocal(async (spec) => unit(spec, count++))], reference);
  const outcome = await run({ ...settings, ...changes }, fraud, tools);
  const { specs, references, shown } = tools;
  return { ...outcome, specs, references, shown };
}

/** Fails at the unit with this number. */
function failing(at: number, error: Error): (spec: UnitSpec, index: number) => UnitReport {
  return (_, index) => {
    if (index === at) throw error;
    return report;
  };
}

describe('an experiment', () => {
  test('has the reference worked out first and then runs the configurations in turn', async () => {
    const unitsBefore: number[] = [];
    const tools = exampleTools([madeUpLocal(async () => report)], async () => {
      unitsBefore.push(tools.specs.length);
      return exampleReference();
    });
    await run(settings, fraud, tools);
    expect(unitsBefore).toEqual([0]);
    const turns = tools.specs.map(({ configuration: { executor, intervalMs }, repetition }) => [
      executor,
      intervalMs,
      repetition,
    ]);
    expect(turns).toEqual([
      ['continuous', null, 0],
      ['micro-batch', 10, 0],
      ['micro-batch', 10, 1],
      ['continuous', null, 1],
    ]);
  });

  test('gives all units the same records and the same sink, and the reference those records', async () => {
    const { specs, references } = await experiment();
    const { load, ratePerSecond, durationMs, warmUpMs, sync, wait, records, seed, workload, sink } = settings;
    const conditions = { load, ratePerSecond, durationMs, warmUpMs, sync, wait, records, seed, workload, sink };
    for (const spec of [...references, ...specs]) expect(spec).toMatchObject(conditions);
    expect([references.length, specs.length]).toEqual([1, 4]);
    expect(specs.map(({ withReference }) => withReference)).toEqual([false, false, false, false]);
  });

  test('makes a document that fits the schema, of all units in the order in which they were measured', async () => {
    const { result, problem } = await experiment();
    expect(problem).toBeUndefined();
    const validate = new Ajv().compile(resultSchema);
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
    expect(result!.units.map(({ executor, repetition }) => [executor, repetition])).toEqual([
      ['continuous', 0],
      ['micro-batch', 0],
      ['micro-batch', 1],
      ['continuous', 1],
    ]);
    for (const unit of result!.units) {
      expect(unit).toMatchObject({ engine: 'local', mode: unit.executor, failure: null, exclusions: [] });
    }
    expect(result!.experiment).toMatchObject({
      workload: 'fraud',
      seed: 7,
      records: { keys: 50 },
      recordCount: 17_500,
      measuredRecords: 12_500,
      badRecords,
      warmUpMs: 500,
      sync: 'full',
      wait: 'park',
    });
    expect(result).toMatchObject({
      sameAnswer: {
        equal: true,
        reference: 'batch',
        digest: report.output.digest,
        unorderedDigest: report.output.unorderedDigest,
        rows: 518,
      },
      findings: {
        kind: 'run',
        saving: { text: expect.stringMatching(/^Batching saves nothing/) as string },
        costCurve: null,
      },
      interrupted: false,
    });
    expect(result!.summary).toHaveLength(12);
    expect(result!.recommendation!.text).toMatch(/^Choose continuous/);
  });

  test('shows each unit when it is done, without the reference', async () => {
    const { shown, result } = await experiment();
    expect(shown.map(([, done, total]) => [done, total])).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
    expect(shown.map(([unit]) => unit)).toEqual(result!.units);
  });

  test('has more units of what is not known well enough, until it is', async () => {
    const precision = { metric: 'p99Micros', share: 0.05, longestMs: 60_000 };
    // The p99 of continuous is always the same; that of micro-batches varies by 20 % in the first 14 units.
    const seen = { continuous: 0, 'micro-batch': 0 };
    const p99 = ({ configuration: { executor } }: UnitSpec): number =>
      executor === 'continuous' || seen[executor]++ >= 14 ? 1000 : 1000 * (1 + (seen[executor] % 2) / 5);
    const unit = (spec: UnitSpec): UnitReport => ({
      ...report,
      latencyMicros: { ...report.latencyMicros!, p99: p99(spec) },
    });
    const { result, specs, shown } = await experiment(unit, { precision });
    const count = (executor: string) => specs.filter(({ configuration }) => configuration.executor === executor).length;
    // Six units are the fewest with an interval.
    expect(count('continuous')).toBe(6);
    expect(count('micro-batch')).toBeGreaterThan(14);
    expect(new Set(specs.map(({ configuration, repetition }) => `${configuration.mode} ${repetition}`)).size).toBe(
      specs.length,
    );
    expect(shown.at(-1)?.slice(1)).toEqual([specs.length, specs.length]);
    expect(result!.findings).toMatchObject({
      precision: { text: expect.stringContaining('The p99 is known to ±5.0 %') as string },
    });
    const validate = new Ajv().compile(resultSchema);
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  });

  test('says what would be needed where there is no time for it', async () => {
    const precision = { metric: 'p50Micros', share: 0.01, longestMs: 20_000 };
    let units = 0;
    const unit = (): UnitReport => ({
      ...report,
      latencyMicros: { ...report.latencyMicros!, p50: 1000 + 100 * (units++ % 3) },
    });
    const { result, specs } = await experiment(unit, { precision });
    expect(specs.length).toBe(20);
    const { text, isMet } = (result!.findings as RunFindings).precision!;
    expect(text).toMatch(/^In .* minutes the p50 was not known to ±1.0 %: of continuous it is ±\d/);
    expect(text).toMatch(/ %, from 10 units, and about \d+ would do;/);
    expect(isMet).toBe(false);
  });

  test('ends at once where units have too few records for it, and says so', async () => {
    const precision = { metric: 'p99Micros', share: 0.05, longestMs: 60_000 };
    const unit = (): UnitReport => ({ ...report, latencyMicros: { ...report.latencyMicros!, p99: null } });
    const { result, specs } = await experiment(unit, { precision });
    expect(specs).toHaveLength(settings.repetitions * settings.configurations.length);
    const { text, isMet } = (result!.findings as RunFindings).precision!;
    expect(text).toMatch(/^When the run ended, the p99 was not known to ±5.0 %: of continuous its units have too few/);
    expect(isMet).toBe(false);
  });

  test('keeps the parameters of a load, which make the same arrivals again', async () => {
    const loadParameters = { ratePerSecond: 1000, peakPerSecond: 9000, onMs: 100, everyMs: 800 };
    const { result, specs } = await experiment(
      () => ({ ...report, offeredRate: 2000 }),
      { load: 'burst', loadParameters, ratePerSecond: null },
      async () => exampleReference({ offeredRate: 2000 }),
    );
    expect(result!.experiment.load).toEqual({ shape: 'burst', rate: 2000, speed: null, parameters: loadParameters });
    expect(specs.map((spec) => spec.loadParameters)).toEqual(specs.map(() => loadParameters));
    const validate = new Ajv().compile(resultSchema);
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  });

  test('without a rate has no warm-up time and no offered rate', async () => {
    const { result } = await experiment(() => ({ ...report, offeredRate: null }), {
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
  const other = { rows: 517, rowsWritten: 517, digest: 'ef'.repeat(32), unorderedDigest: '01'.repeat(16) };
  const otherAnswer: UnitReport = { ...report, output: other };

  test('has failed, also where only the sink lost rows', async () => {
    const lossy: UnitReport = { ...report, output: { ...other, readBack: 'yes' } };
    const { result } = await experiment((_, index) => (index === 2 ? lossy : report));
    expect(result!.units[2].failure).toBe(
      'its answer, read back from the sink, differs from that of batch: 517 rows instead of 518',
    );
  });

  test('has failed, and the answers are not the same', async () => {
    const { result } = await experiment((_, index) => (index === 2 ? otherAnswer : report));
    expect(result!.units.map(({ failure }) => failure === null)).toEqual([true, true, false, true]);
    expect(result!.units[2].failure).toBe('its answer differs from that of batch: 517 rows instead of 518');
    expect(result!.units[2].output).toEqual(other);
    const { digest, unorderedDigest } = report.output;
    expect(result!.sameAnswer).toEqual({ equal: false, reference: 'batch', digest, unorderedDigest, rows: 518 });
    expect(result!.recommendation!.text).toMatch(/^Inconclusive: 1 of 4 units/);
  });

  test('has failed also where it was excluded, and keeps the reason of that', async () => {
    const both: UnitReport = { ...otherAnswer, ...excluded('a pause') };
    const { result } = await experiment((_, index) => (index === 0 ? both : report));
    expect(result!.units[0].failure).not.toBeNull();
    expect(result!.units[0].exclusions).toEqual([excludingAll('a pause')]);
    expect(result!.sameAnswer.equal).toBe(false);
  });

  test('has not failed where it was cut off: then it has no answer', async () => {
    const reason = 'its backlog was not drained within 60 s';
    const cut: UnitReport = { ...otherAnswer, ...excluded(reason), isCut: true };
    const { result } = await experiment((_, index) => (index === 2 ? cut : report));
    expect(result!.units[2]).toMatchObject({ failure: null, exclusions: [excludingAll(reason)], output: null });
    expect(result!.units[2]).not.toHaveProperty('isCut');
    expect(result!.sameAnswer.equal).toBe(true);
  });

  test('is excluded from the figures', async () => {
    const { result } = await experiment((_, index) => (index === 0 ? { ...otherAnswer, throughput: 1 } : report));
    expect(result!.summary.find(({ metric }) => metric === 'throughput')).toMatchObject({
      estimate: 10_000,
      units: 1,
      excluded: 1,
    });
  });

  test('of an engine without order is known by its unordered digest', async () => {
    const unordered = (unorderedDigest: string): UnitReport => ({
      ...report,
      output: { ...report.output, digest: null, unorderedDigest },
    });
    const { result } = await experiment((_, index) =>
      unordered(index === 1 ? other.unorderedDigest : report.output.unorderedDigest),
    );
    expect(result!.units.map(({ failure }) => failure === null)).toEqual([true, false, true, true]);
  });
});

test('an excluded unit with the right answer stays excluded, and the answers are the same', async () => {
  const paused: UnitReport = { ...report, ...excluded('a pause') };
  const { result } = await experiment((_, index) => (index === 1 ? paused : report));
  expect(result!.units[1]).toMatchObject({ failure: null, exclusions: [excludingAll('a pause')] });
  expect(result!.sameAnswer.equal).toBe(true);
});

test('a unit of which a part is excluded counts with the rest', async () => {
  const exclusions: UnitReport['exclusions'] = [{ reason: 'a pause', figures: ['p999'] }];
  const { result } = await experiment((_, index) => (index === 0 ? { ...report, exclusions } : report));
  const continuous = result!.summary.filter(({ executor }) => executor === 'continuous');
  expect(continuous.map(({ metric, units, excluded: without }) => [metric, units, without])).toEqual([
    ['p50Micros', 2, 0],
    ['p99Micros', 2, 0],
    ['p999Micros', 1, 1],
    ['throughput', 2, 0],
    ['busyShare', 2, 0],
    ['backlogSlopeShare', 2, 0],
  ]);
  expect(continuous.at(-1)!.verdict).toBe('yes');
  expect(result!.recommendation!.text).toMatch(/^Choose continuous/);
  expect(result!.recommendation).not.toHaveProperty('inconclusive');
});

describe('an experiment that ends early', () => {
  const fullDisk = new StreamBenchError({ kind: 'environment', what: 'the disk is full' });

  test('by a problem keeps the units before it', async () => {
    const { result, problem, specs } = await experiment(failing(2, fullDisk));
    expect(problem).toBe(fullDisk);
    expect(specs).toHaveLength(3);
    expect(result!.units.map(({ executor }) => executor)).toEqual(['continuous', 'micro-batch']);
    expect(result!.interrupted).toBe(false);
    expect(result!.summary).toHaveLength(12);
  });

  test('by a problem of the reference has no result', async () => {
    const { result, problem, specs } = await experiment(undefined, {}, async () => Promise.reject(fullDisk));
    expect([result, problem, specs]).toEqual([undefined, fullDisk, []]);
  });

  test('by an abort is interrupted and keeps the units before it', async () => {
    const { result, problem } = await experiment(
      failing(1, new DOMException('This operation was aborted', 'AbortError')),
    );
    expect(problem?.problem).toEqual({ kind: 'interrupted', what: 'interrupted' });
    expect(result!.units).toHaveLength(1);
    expect(result!.interrupted).toBe(true);
  });

  test('by an abort before the first unit knows no answer but the reference', async () => {
    const { result, problem } = await experiment(
      failing(0, new DOMException('This operation was aborted', 'AbortError')),
    );
    expect(problem?.problem.kind).toBe('interrupted');
    expect(result).toMatchObject({ units: [], summary: [], interrupted: true, sameAnswer: { rows: 518 } });
  });

  test('by a fault of the program lets it through', async () => {
    await expect(experiment(failing(0, new TypeError('a fault')))).rejects.toThrow(TypeError);
  });
});

test('excluded units are measured again at the end, a sixteenth of all at the most, and are kept', async () => {
  const disturbed = (_: UnitSpec, index: number): UnitReport => ({ ...report, ...(index < 2 && excluded('a pause')) });
  const { result, shown } = await experiment(disturbed, { repetitions: 8 });
  const units = result!.units.map(({ executor, repetition, exclusions }) => [executor, repetition, exclusions.length]);
  expect(units).toHaveLength(17);
  expect(units.slice(0, 3)).toEqual([
    ['continuous', 0, 1],
    ['micro-batch', 0, 1],
    ['micro-batch', 1, 0],
  ]);
  expect(units.at(-1)).toEqual(['continuous', 8, 0]);
  expect(shown.at(0)?.slice(1)).toEqual([1, 17]);
  expect(shown.at(-1)?.slice(1)).toEqual([17, 17]);
});

test('a failed unit is not measured again: another answer is no accident', async () => {
  const output = { ...report.output, digest: 'of other rows' };
  const { result } = await experiment((_, index) => (index === 0 ? { ...report, output } : report), { repetitions: 8 });
  expect(result!.units).toHaveLength(16);
});
