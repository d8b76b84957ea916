/** What options, help and results have to know of a sink. */
export interface SinkEntry {
  /** What the sink does with rows, as the end of a sentence that begins with its name. */
  readonly describe: string;
  /** Whether the option `sync` makes a difference to its commits. */
  readonly syncs: boolean;
}

/**
 * All sinks by name, in the order in which help lists them. Their implementations stand in `index.ts`, because most
 * commands need none and would load them at each start.
 */
export const sinks = {
  none: { describe: 'reads every value and keeps nothing', syncs: false },
  memory: { describe: 'keeps rows until the process ends', syncs: false },
  file: { describe: 'writes newline-delimited JSON and waits for the disk at each commit', syncs: false },
  sqlite: { describe: 'writes a database, in one transaction for each commit', syncs: true },
} satisfies Readonly<Record<string, SinkEntry>>;

export type SinkKind = keyof typeof sinks;

export const sinkKinds = Object.keys(sinks) as readonly SinkKind[];
