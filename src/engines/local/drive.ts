import type { RowLog } from '../../answers/row-log.ts';
import type { Step } from '../../compile/step.ts';
import type { Drive } from '../../executors/executor.ts';
import { minPauseNanos, type RunDelay } from '../../measurement/clock/run-delay.ts';
import type { Clock } from '../../measurement/clock/clock.ts';
import type { UnitObserver } from '../../measurement/meter/deferred-commits.ts';
import type { HarnessCost } from '../../measurement/meter/harness-cost.ts';
import { eachItsOwnCommit } from '../../measurement/meter/invocation.ts';
import type { CommitPath } from './commit-path.ts';

export interface DriveParts {
  readonly arrivalsNanos: Float64Array;
  readonly clock: Clock;
  readonly step: Step;
  readonly commitPath: CommitPath;
  readonly log: UnitObserver;
  readonly rows: RowLog;
  readonly harness: HarnessCost;
  /** Of the executor's thread. */
  readonly runDelay: RunDelay;
}

/** Connects the executor of a unit with its step and sink. Logs each invocation and its rows. */
export function driveOf({ arrivalsNanos, clock, step, commitPath, log, rows, harness, runDelay }: DriveParts): Drive {
  const { output } = step;
  return {
    arrivalsNanos,
    clock,
    invoke(from, to) {
      output.clear();
      step.invoke(from, to);
      commitPath.write(output);
    },
    commit: commitPath.isCommitting ? (position) => commitPath.commit(position) : null,
    observe: eachItsOwnCommit(
      (invocation) => {
        rows.append(output);
        commitPath.observe(invocation, log);
        harness.observed(invocation.freeNanos);
      },
      output,
      (busyNanos) => takenOf(busyNanos, runDelay),
    ),
  };
}

/** Of an invocation that has just ended. Short ones are not looked at. */
function takenOf(busyNanos: number, runDelay: RunDelay): number {
  if (busyNanos > minPauseNanos) return runDelay.take(busyNanos);
  runDelay.leaveOutShort(busyNanos);
  return 0;
}
