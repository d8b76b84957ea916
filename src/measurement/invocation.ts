/**
 * One invocation that has been committed: the records [from, to), the clock's times in nanoseconds around its
 * two parts, and for each row that it put out the record that caused it. One object is reused for all.
 */
export interface Invocation {
  from: number;
  to: number;
  startNanos: number;
  processedNanos: number;
  committedNanos: number;
  causes: Float64Array;
  rows: number;
}
