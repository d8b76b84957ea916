import { arrivedBy } from './arrived-by.ts';
import { invokeAndCommit, type Executor } from './executor.ts';

export interface Triggers {
  /** Time between triggers. 0: a micro-batch starts as soon as the one before is done and a record has arrived. */
  readonly intervalNanos: number;
  /** Time of the first trigger, in [0, intervalNanos). The others follow at whole intervals. */
  readonly phaseNanos: number;
}

/**
 * Records wait for a trigger, which starts one invocation for all that have arrived, or none if there are none. After
 * an overrun the next micro-batch starts at once; missed triggers are skipped, and the phase is kept.
 *
 * Source: ProcessingTimeExecutor of Spark (apache/spark, TriggerExecutor.scala).
 */
export function microBatch(triggers: Triggers): Executor {
  return {
    run(drive) {
      const { arrivalsNanos, clock } = drive;
      let arrived = 0;
      let nextTrigger = Infinity;
      for (let from = 0; from < arrivalsNanos.length; from = arrived) {
        const now = clock.now();
        const overran = now > nextTrigger && arrivalsNanos[from] <= now;
        const start = overran ? now : clock.waitUntil(triggerFrom(triggers, arrivalsNanos[from]));
        nextTrigger = triggerFrom(triggers, start + 1);
        arrived = arrivedBy(arrivalsNanos, start, from);
        invokeAndCommit(drive, from, arrived, start);
      }
    },
    dueNanos: (arrivalNanos) => triggerFrom(triggers, arrivalNanos),
  };
}

/** The first trigger at or after a time, for which a record that arrives then waits. */
export function triggerFrom({ intervalNanos, phaseNanos }: Triggers, nanos: number): number {
  if (intervalNanos === 0) return nanos;
  return Math.ceil((nanos - phaseNanos) / intervalNanos) * intervalNanos + phaseNanos;
}
