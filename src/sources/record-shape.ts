/** How generated records are distributed over keys and time. What is absent is as the generator defines it. */
export interface RecordShape {
  /** How many distinct keys there are. */
  readonly keys?: number;
  /** Zipf exponent: the frequency of the n-th most frequent key is proportional to n^-skew; 0: all the same. */
  readonly skew?: number;
  /** Event times are up to this long before the arrival, uniformly distributed. */
  readonly disorderMs?: number;
  /** The share of records, 0 to 1, whose event time is even earlier, by up to `lateByMs`. */
  readonly lateShare?: number;
}
