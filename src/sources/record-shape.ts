/** How generated records are spread over keys and time; what is absent is as the generator has it. */
export interface RecordShape {
  /** How many distinct keys there are. */
  readonly keys?: number;
  /** The n-th most frequent key comes in proportion to n^-skew; 0: all alike. */
  readonly skew?: number;
  /** Records happen up to this long, in event time, before they arrive, evenly spread. */
  readonly disorderMs?: number;
  /** The share of records, 0 to 1, that happened longer ago than that, by up to `lateByMs`. */
  readonly lateShare?: number;
}
