import { invokeAndCommit, type Executor } from './executor.ts';

export interface Triggers {
  /** Time between triggers; 0: as soon as the previous micro-batch is done and a record has arrived. */
  readonly intervalNanos: number;
  /** When the first trigger comes, in [0, intervalNanos): the others follow at whole intervals. */
  readonly phaseNanos: number;
}

/**
 * Records wait for a trigger; each trigger is one invocation for all that have arrived, and none for none.
 * After an overrun the next micro-batch starts at once and the triggers missed are skipped: the phase is kept
 * (Spark's ProcessingTimeExecutor; apache/spark, TriggerExecutor.scala).
 */
export function microBatch(triggers: Triggers): Executor {
  return (drive) => {
    const { arrivalsNanos, clock } = drive;
    let arrived = 0;
    let missable = Infinity;
    for (let from = 0; from < arrivalsNanos.length; from = arrived) {
      const now = clock.now();
      const overran = now > missable && arrivalsNanos[from] <= now;
      const start = overran ? now : clock.waitUntil(triggerFrom(triggers, arrivalsNanos[from]));
      missable = triggerFrom(triggers, start + 1);
      arrived = firstAfter(arrivalsNanos, start, from);
      invokeAndCommit(drive, from, arrived, start);
    }
  };
}

/** The first trigger at or after a time: the one that a record arriving then waits for. */
export function triggerFrom({ intervalNanos, phaseNanos }: Triggers, nanos: number): number {
  if (intervalNanos === 0) return nanos;
  return Math.ceil((nanos - phaseNanos) / intervalNanos) * intervalNanos + phaseNanos;
}

/** Index of the first arrival after a time, searched from `from` on by doubling steps, then by halving. */
function firstAfter(arrivalsNanos: Float64Array, nanos: number, from: number): number {
  let step = 1;
  while (from + step < arrivalsNanos.length && arrivalsNanos[from + step] <= nanos) step *= 2;
  let low = from;
  let high = Math.min(from + step, arrivalsNanos.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (arrivalsNanos[middle] <= nanos) low = middle + 1;
    else high = middle;
  }
  return low;
}
