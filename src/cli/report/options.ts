/** What `stream-bench report` was asked to write: paths; markdown true: to standard output. */
export interface ReportOptions {
  readonly html?: string;
  readonly markdown?: string | true;
  readonly junit?: string;
  readonly csv?: string;
  /** A folder. */
  readonly hdr?: string;
}
