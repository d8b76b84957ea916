import { describe, expect, test } from 'vitest';
import type { UnitFigures } from '../../engines/local/unit-figures.ts';
import type { UnitSpec } from '../../engines/local/unit-spec.ts';
import { StreamBenchError } from '../../errors.ts';
import { exampleResult } from '../../results/example.test-program.ts';
import type { UnitRecovery } from '../../results/findings/recover.ts';
import { schemaViolation } from '../../results/schema-violation.ts';
import { fraud } from '../../workloads/fraud.ts';
import type { BurstWishes } from './burst-plan.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { exampleReport } from '../example-unit.test-program.ts';
import { recover } from './recover.ts';
import type { RunOutcome } from '../run/run.ts';

const wishes: BurstWishes = { basePerSecond: 10_000, peakPerSecond: 30_000, burstMs: 1000, afterMs: 2000 };

function recovered(worstMs: number, drainMs: number | null): UnitRecovery {
  const figures = (factor: number): UnitRecovery['measured'] => ({
    worstMicros: worstMs * 1000 * factor,
    drainMicros: drainMs === null ? null : drainMs * 1000 * factor,
    backlog: 9000,
  });
  return { measured: figures(1), expected: figures(0.9), cost: { fixedMicros: 50, perRecordMicros: 0 } };
}

async function experiment(unit: (spec: UnitSpec) => UnitFigures): Promise<RunOutcome & { specs: UnitSpec[] }> {
  const specs: UnitSpec[] = [];
  const {
    load: _,
    loadParameters: __,
    ratePerSecond: ___,
    speed: ____,
    durationMs: _____,
    ...settings
  } = exampleSettings;
  const { machine, tool, startedAt } = exampleResult();
  const runUnit = async (spec: UnitSpec): Promise<UnitFigures> => {
    specs.push(spec);
    return unit(spec);
  };
  return { ...(await recover(wishes, settings, fraud, { runUnit, machine, tool, startedAt, onRun: () => {} })), specs };
}

/** Micro-batch takes the burst easily; continuous is late, more so in its second unit. */
function unitOf({ executor, repetition }: UnitSpec): UnitFigures {
  return exampleReport({
    recovery: executor === 'micro-batch' ? recovered(20, 0) : recovered(500 + 100 * repetition, 800),
  });
}

describe('a burst', () => {
  test('comes after a short unit of the slowest configuration, over all of them alike', async () => {
    const { specs } = await experiment(unitOf);
    expect(specs[0]).toMatchObject({
      executor: 'continuous',
      load: 'constant',
      ratePerSecond: 10_000,
      durationMs: 600,
    });
    expect(specs.slice(1).map(({ executor, repetition }) => [executor, repetition])).toEqual([
      ['batch', 0],
      ['continuous', 0],
      ['micro-batch', 0],
      ['micro-batch', 1],
      ['continuous', 1],
    ]);
    const loadParameters = { ratePerSecond: 10_000, toPerSecond: 30_000, atMs: 1000, forMs: 1000 };
    for (const spec of specs.slice(1))
      expect(spec).toMatchObject({ load: 'step', loadParameters, ratePerSecond: null, durationMs: 3500 });
  });

  test('is told by its worst latency and its drain, over units, beside arithmetic', async () => {
    const { result } = await experiment(unitOf);
    const { configurations, ...burst } = result!.recovery!;
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
    expect(result!.experiment.kind).toBe('recover');
    expect(schemaViolation(result)).toBeUndefined();
  });

  test('ends in a sentence that names its figures', async () => {
    const { text, evidence } = (await experiment(unitOf)).result!.recommendation!;
    expect(text).toBe(
      'After 1.0 s at 30,000 records/s micro-batch 10 ms is late by 20 ms at worst and has nothing to drain; continuous is late by 550 ms at worst and is drained 800 ms after its end.',
    );
    expect(evidence[0]).toBe(
      'continuous: worstMicros 5.500e+5 (5.000e+5 to 6.000e+5, units: 2), expected 4.950e+5 (4.500e+5 to 5.400e+5, units: 2); drainMicros 8.000e+5 (8.000e+5 to 8.000e+5, units: 2), expected 7.200e+5 (7.200e+5 to 7.200e+5, units: 2)',
    );
  });

  test('that is not drained in a unit has no drain there, and is said so', async () => {
    const { result } = await experiment((spec) =>
      spec.executor === 'continuous'
        ? exampleReport({ recovery: recovered(900, spec.repetition === 0 ? null : 700) })
        : unitOf(spec),
    );
    expect(result!.recovery!.configurations[0]).toMatchObject({
      undrained: 1,
      drainMicros: { estimate: 700_000, units: 1 },
    });
    expect(result!.recommendation!.text).toMatch(
      /nothing to drain\. Not drained when the records ended: continuous\.$/,
    );
    expect(result!.recommendation!.inconclusive).toBe(true);
    const none = await experiment(() => exampleReport({ recovery: recovered(900, null) }));
    expect(none.result!.recommendation!.inconclusive).toBe(true);
    expect(none.result!.recommendation!.text).toBe(
      'After 1.0 s at 30,000 records/s nothing was drained when the records ended; give a lower --rate, or a longer --after.',
    );
  });

  test('is inconclusive where more than a tenth of the units do not count', async () => {
    const { result } = await experiment((spec) => ({
      ...unitOf(spec),
      ...(spec.executor === 'continuous' &&
        spec.repetition === 1 && { status: 'invalid', reasons: ['the machine was busy'] }),
    }));
    const { text, inconclusive } = result!.recommendation!;
    expect(text).toMatch(/ This is inconclusive: more than a tenth of the units of continuous could not be counted\.$/);
    expect(inconclusive).toBe(true);
    expect((await experiment(unitOf)).result!.recommendation).not.toHaveProperty('inconclusive');
  });

  test('says nothing by units that do not count', async () => {
    const { result } = await experiment((spec) => ({
      ...unitOf(spec),
      status: 'invalid',
      reasons: ['the machine was busy'],
    }));
    expect(result!.recovery!.configurations[0]).toMatchObject({ units: [], worstMicros: { estimate: null, units: 0 } });
    expect(result!.recommendation!.text).toBe(
      'Nothing can be said: no unit can be counted; the reasons stand with each of them.',
    );
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
