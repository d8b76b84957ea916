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
  /** Records that came after their window had closed. */
  lateRecords(): number;
}
