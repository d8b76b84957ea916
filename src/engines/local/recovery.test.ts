import { describe, expect, test } from 'vitest';
import { continuous } from '../../executors/continuous.ts';
import { microBatch, type Triggers } from '../../executors/micro-batch.ts';
import { arrivalsOf } from '../../loads/rate-curve.ts';
import { step } from '../../loads/step.ts';
import {
  milli,
  micro,
  runVirtually,
  second,
  type VirtualOptions,
} from '../../measurement/known-answers/virtual-run.test-program.ts';
import type { Configuration } from '../../results/configuration.ts';
import type { UnitRecovery } from '../../results/findings/recover.ts';
import { local } from '../example-spec.test-program.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { burstOf } from '../burst.ts';
import { recoveryOf } from './recovery.ts';

const parameters = { ratePerSecond: 5000, toPerSecond: 15_000, atMs: 2000, forMs: 2000 };
const spec = { load: 'step', loadParameters: parameters } as const;

describe('a unit has a burst', () => {
  test('where its load steps up for a time', () => {
    expect(burstOf(spec)).toEqual({ fromNanos: 2 * second, toNanos: 4 * second });
  });

  test.each<[string, Partial<UnitSpec>]>([
    ['steps up for good', { loadParameters: { ratePerSecond: 1, toPerSecond: 2, atMs: 3 } }],
    ['steps down', { loadParameters: { ...parameters, toPerSecond: 1000 } }],
    ['is of another shape', { load: 'constant', loadParameters: {} }],
  ])('not where it %s', (_, changes) => {
    expect(burstOf({ ...spec, ...changes })).toBeUndefined();
  });
});

describe('what arithmetic expects', () => {
  const recoveryFrom = (options: VirtualOptions, commit: Configuration['commit'] = 'invocation'): UnitRecovery => {
    const { meter } = runVirtually(options);
    const { arrivalsNanos, executor, measuredFrom = 0, burst } = options;
    const forMeter = {
      arrivalsNanos,
      fates: new Uint8Array(arrivalsNanos.length).fill(1),
      measuredFrom,
      dueNanos: (nanos: number) => executor.dueNanos(nanos),
      sampleNanos: second,
      burst,
    };
    return recoveryOf({ configuration: local({ commit }) }, () => executor, forMeter, meter, 0)!;
  };
  const burst = { fromNanos: 2 * second, toNanos: 4 * second };
  const continuously = (serviceNanos: VirtualOptions['serviceNanos']): VirtualOptions => ({
    arrivalsNanos: arrivalsOf(step.curve(parameters), 10 * second),
    executor: continuous,
    serviceNanos,
    burst,
  });

  test('of a server of one speed is what it does', () => {
    const { measured, expected, cost } = recoveryFrom(continuously(() => 100 * micro));
    expect(measured).toEqual(expected);
    expect(cost).toEqual({ fixedMicros: 100, perRecordMicros: 0 });
    // B = (r1 − μ)·t1 = 10,000 records: B/μ and a service, and B/(μ − r2).
    expect(expected!.worstMicros).toBeCloseTo(1_000_066.666, 0);
    expect(expected!.drainMicros! / 1e6).toBeCloseTo(2, 3);
    expect(expected!.backlog).toBe(10_001);
  });

  test('of micro-batches is from their own cost, a + b·n', () => {
    const triggers: Triggers = { intervalNanos: 100 * milli, phaseNanos: 0 };
    const { measured, expected, cost } = recoveryFrom({
      arrivalsNanos: arrivalsOf(
        step.curve({ ratePerSecond: 10_000, toPerSecond: 22_000, atMs: 2000, forMs: 2000 }),
        8 * second,
      ),
      executor: microBatch(triggers),
      serviceNanos: (from, to) => 20 * milli + 40 * micro * (to - from),
      burst,
    });
    expect(cost!.fixedMicros).toBeCloseTo(20_000, 3);
    expect(cost!.perRecordMicros).toBeCloseTo(40, 6);
    expect(expected!.worstMicros / measured.worstMicros).toBeCloseTo(1, 6);
    expect(expected!.drainMicros! / measured.drainMicros!).toBeCloseTo(1, 6);
  });

  test('knows the mean cost only, so that a server that was slow for a time differs from it', () => {
    const { measured, expected } = recoveryFrom(
      continuously((_from, _to, start) => (start > 4.5 * second && start < 5 * second ? 150 : 100) * micro),
    );
    expect(measured.drainMicros! - expected!.drainMicros!).toBeGreaterThan(100_000);
  });

  test('is nothing where a commit is not with its invocation', () => {
    expect(
      recoveryFrom(
        continuously(() => 100 * micro),
        'none',
      ).expected,
    ).toBeNull();
  });
});
