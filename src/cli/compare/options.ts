/** How `stream-bench compare` prints; in words for a terminal, if nothing is asked. */
export interface CompareOptions {
  readonly json?: true;
  readonly markdown?: true;
}
