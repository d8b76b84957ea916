import type { Step } from '../../compile/step.ts';
import type { Drive } from '../../executors/executor.ts';
import type { Clock } from '../../measurement/clock/clock.ts';
import type { RunObserver } from '../../measurement/meter/deferred-commits.ts';
import type { HarnessCost } from '../../measurement/meter/harness-cost.ts';
import type { RowLog } from '../../answers/row-log.ts';
import type { Committing } from './committing.ts';

export interface DriveParts {
  readonly arrivalsNanos: Float64Array;
  readonly clock: Clock;
  readonly step: Step;
  readonly committing: Committing;
  readonly log: RunObserver;
  readonly rows: RowLog;
  readonly harness: HarnessCost;
}

/** What an executor drives in a unit: the step, its rows to the sink, and a note of each invocation and its rows. */
export function driveOf({ arrivalsNanos, clock, step, committing, log, rows, harness }: DriveParts): Drive {
  const { output } = step;
  // One object for all: this stands in the way of every invocation.
  const invocation = {
    from: 0,
    to: 0,
    startNanos: 0,
    processedNanos: 0,
    freeNanos: 0,
    visibleNanos: 0,
    committedNanos: 0,
    causes: output.causes,
    rows: 0,
  };
  return {
    arrivalsNanos,
    clock,
    invoke(from, to) {
      output.clear();
      step.invoke(from, to);
      committing.write(output);
    },
    commit: (position) => committing.commit(position),
    observe(from, to, startNanos, processedNanos, freeNanos) {
      invocation.from = from;
      invocation.to = to;
      invocation.startNanos = startNanos;
      invocation.processedNanos = processedNanos;
      invocation.freeNanos = freeNanos;
      invocation.visibleNanos = freeNanos;
      invocation.committedNanos = freeNanos;
      invocation.causes = output.causes;
      invocation.rows = output.length;
      rows.append(output);
      committing.observe(invocation, log);
      harness.observed(freeNanos);
    },
  };
}
