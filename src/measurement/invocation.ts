/**
 * One invocation that has been committed: the records [from, to), its times in nanoseconds, ascending but for
 * `freeNanos`, and for each row that it put out the record that caused it. One object is reused for all.
 */
export interface Invocation {
  from: number;
  to: number;
  startNanos: number;
  processedNanos: number;
  /** When its thread was done with it: committed, or handed over to the thread that commits. */
  freeNanos: number;
  /** When readers could see its rows; at the commit where the sink shows none before. */
  visibleNanos: number;
  committedNanos: number;
  causes: Float64Array;
  rows: number;
}

/** One commit: of the effect of the records [from, to), which one or several invocations processed. */
export interface Commit {
  readonly from: number;
  readonly to: number;
  /** Of the invocation, where each has a commit of its own; else of the commit. */
  readonly startNanos: number;
  readonly committedNanos: number;
}
