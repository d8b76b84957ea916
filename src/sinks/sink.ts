import type { Schema, Value } from '../columns/column-type.ts';
import type { OutputRows } from '../columns/output-rows.ts';

/**
 * What a reader sees in spite of a kill at any moment: each effect exactly once; at least once, where rows can be read
 * before they are committed and so may come again; or nothing that would be sure.
 */
export type Guarantee = 'exactly-once' | 'at-least-once' | 'none';

/** When readers see rows: as soon as they are written, or only with their commit. */
export type VisibleAt = 'write' | 'commit';

/**
 * Where rows go. `write` adds rows to the open transaction; `commit` makes them and the source
 * position durable together and, where they were not before, visible to readers. All calls block: their cost is part
 * of the run. After an error (a full disk, for example) only `close` may follow: what was not committed is lost.
 */
export interface Sink {
  readonly guarantee: Guarantee;
  readonly visibleAt: VisibleAt;
  /** The last commit's position: in a new folder 0, in one written before that from which to go on. */
  readonly position: number;
  /** Takes a copy: `rows` may be cleared as soon as this returns. */
  write(rows: OutputRows): void;
  /** `position`: how many records of the source, from its start, have their effect in this commit. */
  commit(position: number): void;
  /** Drops what was not committed and releases files. A second call does nothing. */
  close(): void;
}

export interface SinkOptions {
  /** Folder for the sink's files; it exists, and belongs to this sink alone. */
  readonly directory: string;
  readonly schema: Schema;
  /** Columns of the schema by which a later row replaces an earlier one; absent where all rows stay. */
  readonly key?: readonly string[] | undefined;
  /** `normal` survives a kill of the process, `full` a loss of power. Only sinks that `syncs` know the difference. */
  readonly sync: 'normal' | 'full';
  /** 'write' has a sink show rows before their commit, if it can: SQLite cannot. Absent: at the commit. */
  readonly visibleAt?: VisibleAt | undefined;
}

/** What a reader has to know of the sink that wrote: the same as it was given. */
export type ReadOptions = Pick<SinkOptions, 'directory' | 'schema' | 'key'>;

/** One kind of sink, as the table in `index.ts` lists it. */
export interface SinkEntry {
  /** What the sink does with rows, as the end of a sentence that begins with its name. */
  readonly describe: string;
  /** Whether `sync` makes a difference to its commits. */
  readonly syncs: boolean;
  /** @throws StreamBenchError if the folder does not let the sink write. */
  open(options: SinkOptions): Sink;
  /**
   * Reads what a sink has committed in its folder, whether it is open, closed or was killed; no rows at position 0 in
   * a new folder. Undefined where the output does not outlive the process.
   */
  readonly read: ((options: ReadOptions) => CommittedOutput) | undefined;
}

export type CommittedRow = readonly [cause: number, ...values: Value[]];

/**
 * What a reader of a sink sees: all rows up to the last commit, in the order of writing, and its position. Where the
 * sink has a key, of the rows with the same key the last, in the place of the first.
 */
export interface CommittedOutput {
  readonly rows: readonly CommittedRow[];
  readonly position: number;
}
