import type { Clock } from '../measurement/clock/clock.ts';

/** What an executor drives: a step and a sink, told when, over records that arrive by themselves. */
export interface Drive {
  /** When each record arrives, ascending, in nanoseconds since the start of the run. */
  readonly arrivalsNanos: Float64Array;
  readonly clock: Clock;
  /** Processes the records [from, to) and hands their rows to the sink. */
  invoke(from: number, to: number): void;
  /** Commits the effect of all records before `position`, or hands it over to who does. */
  commit(position: number): void;
  /** Told of each invocation that is done with, with the clock's times around its two parts. */
  observe(from: number, to: number, startNanos: number, processedNanos: number, freeNanos: number): void;
}

/** Drives all records to their commit, or to whoever commits them. A record that arrives at the very start of an invocation belongs to it. */
export type Executor = (drive: Drive) => void;

/** One invocation and its commit, starting now. */
export function invokeAndCommit(drive: Drive, from: number, to: number, startNanos: number): void {
  drive.invoke(from, to);
  const processedNanos = drive.clock.now();
  drive.commit(to);
  drive.observe(from, to, startNanos, processedNanos, drive.clock.now());
}
