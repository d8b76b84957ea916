/**
 * One committed invocation of the records [from, to). Its times are in nanoseconds and ascend, apart from `freeNanos`.
 * `causes` holds the record that caused each of its `rows` output rows. One object is reused for all invocations.
 */
export interface Invocation {
  from: number;
  to: number;
  startNanos: number;
  processedNanos: number;
  /** When its thread was free again: after the commit, or after the handover to the thread that commits. */
  freeNanos: number;
  /** When readers could see its rows: at the commit, unless the sink shows them earlier. */
  visibleNanos: number;
  committedNanos: number;
  /** Time between start and free in which the system ran something else; 0 if unknown. */
  takenNanos: number;
  causes: Float64Array;
  rows: number;
}

/** One commit of the effect of the records [from, to), which one or several invocations processed. */
export interface Commit {
  readonly from: number;
  readonly to: number;
  /** Start of the invocation if each has its own commit, else start of the commit. */
  readonly startNanos: number;
  readonly committedNanos: number;
  /** Only if another thread commits: its time for this commit and for writing the rows since the commit before. */
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
 * An observer for an executor whose invocations end in their own commit, each with the rows that `output` holds then.
 * One object is reused for all invocations, because this code runs in each of them.
 *
 * @param takenNanos how much of an invocation that has just ended the system gave to others
 */
export function eachItsOwnCommit(
  observe: (invocation: Readonly<Invocation>) => void,
  output: InvocationRows = noRows,
  takenNanos: (busyNanos: number) => number = () => 0,
): (from: number, to: number, startNanos: number, processedNanos: number, committedNanos: number) => void {
  const times = { startNanos: 0, processedNanos: 0, freeNanos: 0, visibleNanos: 0, committedNanos: 0, takenNanos: 0 };
  const invocation: Invocation = { from: 0, to: 0, ...times, causes: output.causes, rows: 0 };
  return (from, to, startNanos, processedNanos, committedNanos) => {
    invocation.from = from;
    invocation.to = to;
    invocation.startNanos = startNanos;
    invocation.processedNanos = processedNanos;
    invocation.freeNanos = committedNanos;
    invocation.visibleNanos = committedNanos;
    invocation.committedNanos = committedNanos;
    invocation.takenNanos = takenNanos(committedNanos - startNanos);
    invocation.causes = output.causes;
    invocation.rows = output.length;
    observe(invocation);
  };
}
