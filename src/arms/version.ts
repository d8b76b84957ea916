/** One of the two versions of the user's code that are compared, wherever it is. */
export interface Version {
  /** As users see it: `origin/main (1a2b3c4)`. */
  readonly name: string;
  /** Whether it is the same whenever it is copied, as a commit is. */
  readonly isFixed: boolean;
  /**
   * Writes a copy of its own, without the packages that it needs.
   *
   * @param folder an existing folder without files
   */
  readonly copyTo: (folder: string) => Promise<void>;
}
