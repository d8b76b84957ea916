import { describe, expect, test } from 'vitest';
import type { UnitReport } from '../../engines/unit-report.ts';
import type { UnitSpec } from '../../engines/unit-spec.ts';
import { StreamBenchError } from '../../errors.ts';
import { exampleLocal, excluded } from '../../results/example.test-program.ts';
import type { RecoverFindings, UnitRecovery } from '../../results/findings/recover.ts';
import { schemaViolation } from '../../results/schema-violation.ts';
import { fraud } from '../../workloads/fraud.ts';
import { exampleReference, exampleReport } from '../example-report.test-program.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { exampleTools, madeUpLocal, type ExampleTools } from '../example-tools.test-program.ts';
import type { Outcome } from '../outcome.ts';
import type { BurstWishes } from './burst-plan.ts';
import { recover } from './recover.ts';

const wishes: BurstWishes = { basePerSecond: 10_000, peakPerSecond: 30_000, burstMs: 1000, afterMs: 2000 };

function recovered(worstMs: number, drainMs: number | null): UnitRecovery {
  const figures = (factor: number): UnitRecovery['measured'] => ({
    worstMicros: worstMs * 1000 * factor,
    drainMicros: drainMs === null ? null : drainMs * 1000 * factor,
    backlog: 9000,
  });
  return { measured: figures(1), expected: figures(0.9), cost: { fixedMicros: 50, perRecordMicros: 0 } };
}

interface Experiment extends Outcome, Pick<ExampleTools, 'specs' | 'references' | 'shown'> {}

async function experiment(unit: (spec: UnitSpec) => UnitReport, asked: Partial<BurstWishes> = {}): Promise<Experiment> {
  const { load: _, loadParameters: __, ratePerSecond: ___, speed: ____, ...given } = exampleSettings;
  const { durationMs: _____, ...settings } = given;
  const tools = exampleTools([madeUpLocal(async (spec) => unit(spec))], async () => exampleReference());
  const { specs, references, shown } = tools;
  return { ...(await recover({ ...wishes, ...asked }, settings, fraud, tools)), specs, references, shown };
}

function findingsOf({ result }: Pick<Outcome, 'result'>): RecoverFindings {
  return result!.findings as RecoverFindings;
}

/** Micro-batch takes the burst easily; continuous is late, more so in its second unit. */
function unitOf({ configuration, repetition }: UnitSpec): UnitReport {
  const isBatched = configuration.executor === 'micro-batch';
  return exampleReport({ recovery: isBatched ? recovered(20, 0) : recovered(500 + 100 * repetition, 800) });
}

describe('a burst', () => {
  test('comes after a short unit of the slowest configuration, over all of them alike', async () => {
    const { specs, references } = await experiment(unitOf);
    expect(specs[0]).toMatchObject({
      configuration: { executor: 'continuous' },
      load: 'constant',
      ratePerSecond: 10_000,
      durationMs: 600,
    });
    expect(specs.slice(1).map(({ configuration, repetition }) => [configuration.executor, repetition])).toEqual([
      ['continuous', 0],
      ['micro-batch', 0],
      ['micro-batch', 1],
      ['continuous', 1],
    ]);
    const loadParameters = { ratePerSecond: 10_000, toPerSecond: 30_000, atMs: 1000, forMs: 1000 };
    expect(references).toHaveLength(1);
    for (const spec of [...references, ...specs.slice(1)])
      expect(spec).toMatchObject({ load: 'step', loadParameters, ratePerSecond: null, durationMs: 3500 });
  });

  test('is planned by the capacity that the busy time of that unit shows, where no peak was asked', async () => {
    const busy = exampleLocal({ busyNanosPerRecord: 50_000, harnessShare: 0 });
    const { specs } = await experiment((spec) => ({ ...unitOf(spec), local: busy }), { peakPerSecond: undefined });
    expect(specs.slice(1).map(({ loadParameters }) => loadParameters['toPerSecond'])).toEqual(Array(4).fill(30_000));
    const unknown = exampleLocal({ busyNanosPerRecord: null });
    const other = await experiment((spec) => ({ ...unitOf(spec), local: unknown }), { peakPerSecond: undefined });
    // As if the base rate were the capacity.
    expect(other.specs.at(-1)!.loadParameters['toPerSecond']).toBe(15_000);
  });

  test('is shown unit by unit, without what came before it', async () => {
    const { shown, result } = await experiment(unitOf);
    expect(shown.map(([unit]) => unit)).toEqual(result!.units);
    expect(shown.map(([, done, total]) => [done, total])).toEqual([1, 2, 3, 4].map((done) => [done, 4]));
  });

  test('is described by its worst latency and its drain, over units, beside arithmetic', async () => {
    const { result } = await experiment(unitOf);
    const { configurations, kind, ...burst } = findingsOf({ result });
    expect(kind).toBe('recover');
    expect(burst).toEqual({ basePerSecond: 10_000, peakPerSecond: 30_000, burstMs: 1000, fromMs: 1000 });
    expect(configurations[0]).toMatchObject({
      executor: 'continuous',
      worstMicros: { estimate: 550_000, low: 500_000, high: 600_000, level: null, units: 2 },
      expectedWorstMicros: { estimate: 495_000, units: 2 },
      drainMicros: { estimate: 800_000, units: 2 },
      expectedDrainMicros: { estimate: 720_000 },
      undrained: 0,
      units: [{ repetition: 0, measured: { worstMicros: 500_000 } }, { repetition: 1 }],
    });
    expect(schemaViolation(result)).toBeUndefined();
  });

  test('ends in a sentence that names its figures', async () => {
    const { text, evidence } = (await experiment(unitOf)).result!.recommendation!;
    expect(text).toMatch(
      /^Choose micro-batch 10 ms \(sure: both .*\): after 1\.0 s at 30,000 .* it is late by 20 ms .*nothing to drain; /,
    );
    expect(text).toMatch(/; continuous is late by 550 ms .*drained 800 ms after its end\.$/);
    expect(evidence[0]).toBe(
      'continuous: worstMicros 5.500e+5 (5.000e+5 to 6.000e+5, units: 2), ' +
        'expected 4.950e+5 (4.500e+5 to 5.400e+5, units: 2); ' +
        'drainMicros 8.000e+5 (8.000e+5 to 8.000e+5, units: 2), ' +
        'expected 7.200e+5 (7.200e+5 to 7.200e+5, units: 2)',
    );
  });

  test('that is not drained in a unit has no drain there, and is said so', async () => {
    const { result } = await experiment((spec) =>
      spec.configuration.executor === 'continuous'
        ? exampleReport({ recovery: recovered(900, spec.repetition === 0 ? null : 700) })
        : unitOf(spec),
    );
    expect(findingsOf({ result }).configurations[0]).toMatchObject({
      undrained: 1,
      drainMicros: { estimate: 700_000, units: 1 },
    });
    expect(result!.recommendation!.text).toMatch(
      /^Choose micro-batch 10 ms \(inconclusive: continuous was not drained when .*\): .*nothing to drain\.$/,
    );
    expect(result!.recommendation!.inconclusive).toBe(true);
    const none = await experiment(() => exampleReport({ recovery: recovered(900, null) }));
    expect(none.result!.recommendation!.inconclusive).toBe(true);
    expect(none.result!.recommendation!.text).toMatch(
      /^Inconclusive: after 1\.0 s at 30,000 records\/s no.* drained .*--rate.*--after/,
    );
  });

  test('is inconclusive where more than a tenth of the units are excluded', async () => {
    const { result } = await experiment((spec) => ({
      ...unitOf(spec),
      ...(spec.configuration.executor === 'continuous' && spec.repetition === 1 && excluded('the machine was busy')),
    }));
    const { text, inconclusive } = result!.recommendation!;
    expect(text).toMatch(
      / \(inconclusive: more than a tenth of the units of continuous were excluded; a single unit .*\): /,
    );
    expect(inconclusive).toBe(true);
    expect((await experiment(unitOf)).result!.recommendation).not.toHaveProperty('inconclusive');
  });

  test('says nothing by excluded units', async () => {
    const found = await experiment((spec) => ({ ...unitOf(spec), ...excluded('the machine was busy') }));
    expect(findingsOf(found).configurations[0]).toMatchObject({ units: [], worstMicros: { estimate: null, units: 0 } });
    const { text, inconclusive } = found.result!.recommendation!;
    expect(text).toMatch(/^Inconclusive: the recovery counts in no unit/);
    expect(inconclusive).toBe(true);
  });

  test('of which no unit counts limits what is said of the others', async () => {
    const { result } = await experiment((spec) => ({
      ...unitOf(spec),
      ...(spec.configuration.executor === 'micro-batch' && excluded('the machine was busy')),
    }));
    expect(result!.recommendation).toMatchObject({
      text: expect.stringMatching(
        /^Inconclusive: micro-batch 10 ms was not measured\. By what was measured, choose continuous: after .*quieter/,
      ) as string,
      inconclusive: true,
    });
  });

  test('that is indistinguishable from a simpler one is not chosen, and the tie is told', async () => {
    const { result } = await experiment((spec) => {
      const ms = spec.configuration.executor === 'continuous' ? 22 : 20;
      return exampleReport({ recovery: recovered(ms + 5 * spec.repetition, 700) });
    });
    expect(result!.recommendation!.text).toMatch(
      /^Choose continuous .* is drained 700 ms after its end, indistinguishable from micro-batch 10 ms, which is less/,
    );
  });

  test('names the guarantees where they differ', async () => {
    const { result } = await experiment((spec) =>
      spec.configuration.executor === 'continuous' ? unitOf(spec) : { ...unitOf(spec), guarantee: 'at-least-once' },
    );
    expect(result!.recommendation!.text).toMatch(
      /its end; their guarantees differ: continuous exactly-once, micro-batch 10 ms at-least-once\.$/,
    );
  });

  test('counts in units in which other figures are excluded, and not where its own is', async () => {
    const withoutBusy: UnitReport['exclusions'] = [{ reason: 'a pause', figures: ['busy', 'p999'] }];
    const withoutRecovery: UnitReport['exclusions'] = [{ reason: 'a pause after the burst', figures: ['recovery'] }];
    const sound = await experiment((spec) => ({ ...unitOf(spec), exclusions: withoutBusy }));
    expect(findingsOf(sound).configurations.map(({ units }) => units.length)).toEqual([2, 2]);
    expect(sound.result!.recommendation).not.toHaveProperty('inconclusive');
    const found = await experiment((spec) => ({ ...unitOf(spec), exclusions: withoutRecovery }));
    expect(findingsOf(found).configurations.map(({ units }) => units.length)).toEqual([0, 0]);
    expect(found.result!.summary.find(({ metric }) => metric === 'p50Micros')).toMatchObject({ units: 2, excluded: 0 });
  });

  test('is described without arithmetic where its engine does not report what invocations cost', async () => {
    const found = await experiment((spec) => {
      const { measured } = unitOf(spec).recovery!;
      return exampleReport({ local: null, recovery: { measured, expected: null, cost: null } });
    });
    expect(findingsOf(found).configurations[0]).toMatchObject({
      worstMicros: { estimate: 550_000, units: 2 },
      expectedWorstMicros: { estimate: null, low: null, high: null, units: 0 },
      expectedDrainMicros: { estimate: null, units: 0 },
    });
    const { text, evidence } = found.result!.recommendation!;
    expect(evidence[0]).toMatch(/worstMicros 5\.500e\+5 .*, expected unknown; drainMicros .*, expected unknown$/);
    expect(`${text} ${evidence.join(' ')}`).not.toMatch(/NaN|null|undefined/);
    expect(schemaViolation(found.result)).toBeUndefined();
  });
});

test('what was finished before a problem is kept, and a problem of the first unit leaves nothing', async () => {
  const problem = new StreamBenchError({ kind: 'environment', what: 'the disk is full' });
  const late = await experiment((spec) => {
    if (spec.repetition === 1) throw problem;
    return unitOf(spec);
  });
  expect([late.result!.units.length, late.problem]).toEqual([2, problem]);
  const early = await experiment(() => {
    throw problem;
  });
  expect([early.result, early.problem]).toEqual([undefined, problem]);
});
