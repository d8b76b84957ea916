/** The options of `explain` as given. */
export interface ExplainOptions {
  readonly sql?: 'duckdb' | 'spark' | 'flink';
}
