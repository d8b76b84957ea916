import type { Commit } from '../../../measurement/meter/invocation.ts';
import { Recovery, type Burst } from '../../../measurement/meter/recovery.ts';
import type { UnitRecovery } from '../../../results/findings/recover.ts';

/** What the times of the records of a unit are. */
interface Observed {
  readonly arrivalsNanos: Float64Array;
  readonly measuredFrom: number;
  readonly commits: readonly Commit[];
  /** The largest backlog. */
  readonly backlog: number;
}

/**
 * What a burst did to a job of which only the progress is seen: records wait until they are visible, and the burst is
 * drained when they wait no longer than before it. What to expect is not known, because its costs are not.
 */
export function observedRecovery(
  burst: Burst,
  { arrivalsNanos, measuredFrom, commits, backlog }: Observed,
): UnitRecovery {
  const recovery = new Recovery(burst, arrivalsNanos, measuredFrom, (arrivalNanos) => arrivalNanos);
  for (const { from, to, startNanos, committedNanos } of commits) {
    recovery.observe({ from, startNanos, committedNanos });
    for (let record = from; record < to; record++)
      recovery.observeEffect(arrivalsNanos[record], committedNanos - arrivalsNanos[record]);
  }
  const { worstNanos, drainNanos } = recovery;
  const drainMicros = drainNanos === null ? null : drainNanos / 1000;
  return { measured: { worstMicros: worstNanos / 1000, drainMicros, backlog }, expected: null, cost: null };
}
