import type { Clock } from '../measurement/clock/clock.ts';

/** What an executor drives: it decides when records are processed and committed. It does not control their arrival. */
export interface Drive {
  /** When each record arrives, ascending, in nanoseconds since the start of the unit. */
  readonly arrivalsNanos: Float64Array;
  readonly clock: Clock;
  /** Processes the records [from, to) and hands their rows to the sink. */
  invoke(from: number, to: number): void;
  /**
   * Commits the effect of all records before `position`, or hands it to the thread that commits. Null where there is
   * nothing to commit.
   */
  readonly commit: ((position: number) => void) | null;
  /** Called after each invocation and its commit or handover, with the times before, between and after the two. */
  observe(from: number, to: number, startNanos: number, processedNanos: number, freeNanos: number): void;
}

/** Decides when the records of one unit are processed. */
export interface Executor {
  /**
   * Processes all records and commits them, or hands them to the thread that commits. A record that arrives at the very
   * start of an invocation belongs to it.
   */
  run(drive: Drive): void;
  /**
   * When the executor means to start the invocation of a record with that arrival: at once, or at a trigger. It starts
   * later where it is busy. Known from the start of that invocation on.
   */
  dueNanos(arrivalNanos: number): number;
}

/** Performs one invocation and its commit. `startNanos` is the current time. Returns the time after them. */
export function invokeAndCommit(drive: Drive, from: number, to: number, startNanos: number): number {
  drive.invoke(from, to);
  const processedNanos = drive.clock.now();
  const freeNanos = drive.commit === null ? processedNanos : timeAfter(drive.commit, to, drive.clock);
  drive.observe(from, to, startNanos, processedNanos, freeNanos);
  return freeNanos;
}

function timeAfter(commit: (position: number) => void, position: number, clock: Clock): number {
  commit(position);
  return clock.now();
}

/** Due is what has arrived. */
export function atOnce(arrivalNanos: number): number {
  return arrivalNanos;
}
