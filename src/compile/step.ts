import type { OutputRows } from '../columns/output-rows.ts';

/** A compiled pipeline with its state, bound to the records of one unit. */
export interface Step {
  /** The rows emitted so far. The caller clears them when it has taken them. */
  readonly output: OutputRows;
  /** The fate of each record so far, by its index: see `fate`. */
  readonly fates: Uint8Array;
  /** The late records so far, of those that are measured. */
  readonly late: LateCounts;
  /** The late records so far, of all. */
  readonly lateOfAll: () => LateOfAll;
  /** Processes the records [from, to), which must follow those of the previous call. */
  invoke(from: number, to: number): void;
  /** Ends the stream: the watermark goes to infinity and the last windows close. */
  finish(): void;
}

/**
 * Measured records that came too late. A row that a window emits counts for the record that closed the window;
 * rows of the end of the stream count for no record.
 */
export interface LateCounts {
  /** How many records came too late for at least one window or operator. */
  readonly records: number;
  /**
   * How often these records came too late: once for each closed window that would have held them, and for each
   * operator without windows. So more than `records` where windows overlap, where several operators follow each
   * other, or where a record becomes several rows.
   */
  readonly additions: number;
}

/** Late records of a unit, also those of its warm-up. Dropped: they had no effect, in whatever operator. */
export interface LateOfAll {
  /** How many came too late for at least one window or operator. */
  readonly records: number;
  readonly dropped: number;
  /** Of those dropped, the measured ones. */
  readonly measuredDropped: number;
}
