/** What became of many random inputs of one kind, from one seed. */
export interface FaultCount {
  /** What was broken, as in a row of the table. */
  readonly what: string;
  readonly cases: number;
  /** Those that were still valid, and gave a right answer. */
  readonly accepted: number;
  /** Those that were refused in words, with what, where and what to do. */
  readonly refused: number;
  /** Anything else, with the input that shows it. */
  readonly faults: readonly string[];
}
