import type { Clock } from '../measurement/clock/clock.ts';

/** What an executor drives: it decides when records are processed and committed. It does not control their arrival. */
export interface Drive {
  /** When each record arrives, ascending, in nanoseconds since the start of the unit. */
  readonly arrivalsNanos: Float64Array;
  readonly clock: Clock;
  /** Processes the records [from, to) and hands their rows to the sink. */
  invoke(from: number, to: number): void;
  /** Commits the effect of all records before `position`, or hands it to the thread that commits. */
  commit(position: number): void;
  /** Called after each invocation and its commit or handover, with the times before, between and after the two. */
  observe(from: number, to: number, startNanos: number, processedNanos: number, freeNanos: number): void;
}

/**
 * Processes all records and commits them, or hands them to the thread that commits. A record that arrives at the very
 * start of an invocation belongs to it.
 */
export type Executor = (drive: Drive) => void;

/** Performs one invocation and its commit. `startNanos` is the current time. */
export function invokeAndCommit(drive: Drive, from: number, to: number, startNanos: number): void {
  drive.invoke(from, to);
  const processedNanos = drive.clock.now();
  drive.commit(to);
  drive.observe(from, to, startNanos, processedNanos, drive.clock.now());
}
