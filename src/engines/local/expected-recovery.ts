import type { Executor } from '../../executors/executor.ts';
import type { AffineCost } from '../../measurement/batch-cost.ts';
import { Meter, type MeterOptions } from '../../measurement/meter.ts';
import { VirtualClock } from '../../measurement/virtual-clock.ts';

/**
 * What arithmetic says of a burst: the same arrivals and executor in virtual time, with invocations of n records that
 * take `fixedNanos` + n · `perRecordNanos`, and `harnessNanos` after each for measuring. For continuous that is
 * B = (r1 − μ)·t1 of backlog, a latency of B/μ and a drain of B/(μ − r2); for micro-batches there is no such formula.
 */
export function expectedRecovery(executor: Executor, options: Omit<MeterOptions, 'clock' | 'clockReadNanos'>, cost: AffineCost, harnessNanos: number): Meter {
  const clock = new VirtualClock();
  const meter = new Meter({ ...options, clock, clockReadNanos: 0 });
  const invocation = { from: 0, to: 0, startNanos: 0, processedNanos: 0, committedNanos: 0, causes: new Float64Array(), rows: 0 };
  executor({
    arrivalsNanos: options.arrivalsNanos,
    clock,
    invoke: (from, to) => clock.advance(Math.round(cost.fixedNanos + cost.perRecordNanos * (to - from))),
    commit: () => {},
    observe(from, to, startNanos, processedNanos, committedNanos) {
      invocation.from = from;
      invocation.to = to;
      invocation.startNanos = startNanos;
      invocation.processedNanos = processedNanos;
      invocation.committedNanos = committedNanos;
      meter.observe(invocation);
      clock.advance(Math.round(harnessNanos));
    },
  });
  return meter;
}
