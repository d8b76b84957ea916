import type { OutputRows } from '../columns/output-rows.ts';

/** A compiled pipeline with its state, bound to the records of one run. */
export interface Step {
  /** Rows emitted and not yet taken: whoever takes them clears them. */
  readonly output: OutputRows;
  /** What became of each record so far, by its index: see `fate`. */
  readonly fates: Uint8Array;
  /** Processes the records [from, to), which must follow on those of the call before. */
  invoke(from: number, to: number): void;
  /** The end of the stream: the watermark goes to infinity and the last windows close. */
  finish(): void;
  /**
   * How often a row came too late for an operator: once for each closed window that would have held it, so more than
   * once where windows overlap, where a plan has several such operators, or where a record becomes several rows.
   * With one tumbling window, these are the late records.
   */
  lateRecords(): number;
}
