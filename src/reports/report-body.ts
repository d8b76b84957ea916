/** The part of a report for the terminal that depends on the kind of experiment, and follows its answer. */
export interface ReportBody {
  /** Paragraphs with tables and charts. */
  readonly figures: readonly string[];
  /** Paragraphs with what else follows from the figures. */
  readonly conclusions: readonly string[];
}
