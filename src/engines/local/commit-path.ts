import type { OutputRows } from '../../columns/output-rows.ts';
import type { UnitObserver } from '../../measurement/meter/deferred-commits.ts';
import type { Invocation } from '../../measurement/meter/invocation.ts';
import type { RealClock } from '../../measurement/clock/real-clock.ts';
import type { Guarantee, VisibleAt } from '../../sinks/sink.ts';

/** A commit that also moved the log of its sink: `durationNanos` is that of the whole commit. */
export interface Checkpoint {
  readonly startNanos: number;
  readonly durationNanos: number;
}

/** How the rows of a unit reach its sink and are committed there, by the unit's commit policy. */
export interface CommitPath {
  readonly guarantee: Guarantee;
  /** When rows become visible to readers; where that is at the write, commits come later. */
  readonly visibleAt: VisibleAt;
  /** Commits that also moved the sink's log, in order of time; null where the sink has none, or does not tell. */
  readonly checkpoints: readonly Checkpoint[] | null;
  /** Where the system reports the delays of the thread that commits; null where that is the executor's. */
  readonly threadStatistics: string | null;
  /** Whether `commit` does anything: where it does not, its time is 0 and costs no reading of the clock. */
  readonly isCommitting: boolean;
  /** The unit starts now, by this clock. */
  start(clock: RealClock): void;
  write(rows: OutputRows): void;
  /** The records before `position` have been processed. */
  commit(position: number): void;
  /** Passes an invocation to the observer once it is committed: now, or later. */
  observe(invocation: Readonly<Invocation>, observer: UnitObserver): void;
  /** Returns when all `recordCount` records of the unit are committed and observed. */
  settle(recordCount: number, observer: UnitObserver): void;
  /** Writes and commits the rows of the end of the stream. */
  finish(rows: OutputRows, recordCount: number): void;
  close(): void;
}
