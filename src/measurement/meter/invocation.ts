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
  /** Only where another thread commits: what it spent on this and on writing the rows since the commit before. */
  readonly workNanos?: number;
}

/** The rows of an invocation, as a step's output has them when it is done. */
export interface InvocationRows {
  readonly length: number;
  /** For each row the record that caused it. */
  readonly causes: Float64Array;
}

const noRows: InvocationRows = { length: 0, causes: new Float64Array() };

/**
 * For an executor's `observe`: passes on invocations that are their own commits, each with the rows that `output` holds
 * then. One object serves all, because this stands in the way of every invocation.
 */
export function eachItsOwnCommit(
  pass: (invocation: Readonly<Invocation>) => void,
  output: InvocationRows = noRows,
): (from: number, to: number, startNanos: number, processedNanos: number, committedNanos: number) => void {
  const times = { startNanos: 0, processedNanos: 0, freeNanos: 0, visibleNanos: 0, committedNanos: 0 };
  const invocation: Invocation = { from: 0, to: 0, ...times, causes: output.causes, rows: 0 };
  return (from, to, startNanos, processedNanos, committedNanos) => {
    invocation.from = from;
    invocation.to = to;
    invocation.startNanos = startNanos;
    invocation.processedNanos = processedNanos;
    invocation.freeNanos = committedNanos;
    invocation.visibleNanos = committedNanos;
    invocation.committedNanos = committedNanos;
    invocation.causes = output.causes;
    invocation.rows = output.length;
    pass(invocation);
  };
}
