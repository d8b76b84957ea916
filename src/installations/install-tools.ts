/** What an install gets from outside. */
export interface InstallTools {
  /** Of the programs of others that do the work. */
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  /** Its abortion ends them, and the install. */
  readonly signal: AbortSignal;
  /** Is told what is being done. */
  readonly onState: (state: string) => void;
  /** Of the disk that has this folder. */
  readonly freeBytes: (folder: string) => number;
}
