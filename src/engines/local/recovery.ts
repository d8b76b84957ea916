import type { Executor } from '../../executors/executor.ts';
import type { AffineCost } from '../../measurement/meter/batch-cost.ts';
import type { Work } from '../../measurement/meter/measured-work.ts';
import { eachItsOwnCommit } from '../../measurement/meter/invocation.ts';
import { Meter, type MeterOptions } from '../../measurement/meter/meter.ts';
import { VirtualClock } from '../../measurement/clock/virtual-clock.ts';
import type { UnitRecovery } from '../../results/findings/recover.ts';
import type { UnitSpec } from '../unit-spec.ts';

/**
 * The effect of the burst on a unit: measured, and expected for invocations of constant cost. Null where there was no
 * burst.
 *
 * @param harnessNanos time spent on measuring in the whole unit
 */
export function recoveryOf(
  { configuration }: Pick<UnitSpec, 'configuration'>,
  createExecutor: () => Executor,
  options: MeterOptions,
  meter: Meter,
  harnessNanos: number,
): UnitRecovery | null {
  const work = meter.work.total();
  if (meter.recovery === null || work.invocations === 0) return null;
  const cost = costOf(meter, work);
  const harnessNanosEach = (harnessNanos / meter.work.allBusyNanos) * (work.busyNanos / work.invocations);
  return {
    measured: figuresOf(meter),
    expected:
      configuration.commit === 'invocation'
        ? figuresOf(expected(createExecutor(), options, cost, harnessNanosEach))
        : null,
    cost: { fixedMicros: cost.fixedNanos / 1000, perRecordMicros: cost.perRecordNanos / 1000 },
  };
}

/** Where all invocations had one size, as in continuous, all of their cost is fixed. */
function costOf({ batchCost }: Meter, { busyNanos, invocations }: Work): AffineCost {
  return batchCost.fit() ?? { fixedNanos: busyNanos / invocations, perRecordNanos: 0 };
}

function figuresOf({ recovery, backlog }: Meter): UnitRecovery['measured'] {
  const { worstNanos, drainNanos } = recovery!;
  return {
    worstMicros: worstNanos / 1000,
    drainMicros: drainNanos === null ? null : drainNanos / 1000,
    backlog: backlog.max,
  };
}

/**
 * The expected effect of the burst: the same arrivals and executor in virtual time, with the time for measuring after
 * each invocation. In continuous the formulas are a backlog of B = (r1 − μ)·t1, a latency of B/μ and a drain of
 * B/(μ − r2). For micro-batches there are none.
 */
function expected(
  executor: Executor,
  options: MeterOptions,
  { fixedNanos, perRecordNanos }: AffineCost,
  harnessNanosEach: number,
): Meter {
  const clock = new VirtualClock();
  const meter = new Meter({ ...options, dueNanos: (arrivalNanos) => executor.dueNanos(arrivalNanos) });
  executor.run({
    arrivalsNanos: options.arrivalsNanos,
    clock,
    invoke: (from, to) => clock.advance(Math.round(fixedNanos + perRecordNanos * (to - from))),
    commit: () => {},
    observe: eachItsOwnCommit((invocation) => {
      meter.observe(invocation);
      meter.observeCommit(invocation);
      clock.advance(Math.round(harnessNanosEach));
    }),
  });
  return meter;
}
