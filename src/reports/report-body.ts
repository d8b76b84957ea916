/** What the terminal's report of one kind of experiment has of its own. */
export interface ReportBody {
  /** Which load, which sink, how long. */
  readonly conditions: string;
  /** Paragraphs with tables and charts. */
  readonly figures: readonly string[];
  /** Paragraphs with what follows from them. */
  readonly conclusions: readonly string[];
}
