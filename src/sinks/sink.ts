import type { Schema, Value } from '../columns/column-type.ts';
import type { OutputRows } from '../columns/output-rows.ts';

/**
 * What a reader of the output can rely on, even if the process is killed at any moment.
 *
 * - `exactly-once`: the reader sees the effect of each record once.
 * - `at-least-once`: rows can be read before they are committed, so the reader may see them again.
 * - `none`: nothing.
 */
export type Guarantee = 'exactly-once' | 'at-least-once' | 'none';

/** When readers see rows: as soon as they are written, or once they are committed. */
export type VisibleAt = 'write' | 'commit';

/**
 * Where rows go. `write` adds rows to the open transaction. `commit` makes them durable together with the position in
 * the source, and makes them visible if they were not visible before. All calls block, and their cost is part of the
 * run. After an error, such as a full disk, only `close` may follow: rows that were not committed are lost.
 */
export interface Sink {
  readonly guarantee: Guarantee;
  readonly visibleAt: VisibleAt;
  /** The position of the last commit; 0 in a new folder. In a folder that has been written before: where to go on. */
  readonly position: number;
  /** Copies the rows: they may be cleared as soon as this returns. */
  write(rows: OutputRows): void;
  /** `position`: how many records, from the start of the source, have their effect in this commit or an earlier one. */
  commit(position: number): void;
  /**
   * Whether the last commit also moved the sink's log to where readers look, which takes much longer than a commit.
   * Absent in sinks without such a log.
   */
  hasCheckpointed?(): boolean;
  /** Drops rows that were not committed and releases files. A second call does nothing. */
  close(): void;
}

export interface SinkOptions {
  /** Folder for the sink's files. It exists and belongs to this sink alone. */
  readonly directory: string;
  readonly schema: Schema;
  /** Columns of the schema by which a later row replaces an earlier one; absent where all rows stay. */
  readonly key?: readonly string[] | undefined;
  /** `normal` survives a kill of the process, `full` a loss of power too. Matters only to sinks that `syncs`. */
  readonly sync: 'normal' | 'full';
  /** 'write' asks a sink to show rows before their commit. Not every sink can. Absent: at the commit. */
  readonly visibleAt?: VisibleAt | undefined;
}

/** What a reader needs to know of the sink that wrote: the options that it was opened with. */
export type ReadOptions = Pick<SinkOptions, 'directory' | 'schema' | 'key'>;

/** How one kind of sink writes and reads. */
export interface SinkImplementation {
  /** @throws StreamBenchError if the folder does not let the sink write. */
  open(options: SinkOptions): Sink;
  /**
   * Reads what a sink has committed in its folder, whether it is open, closed or was killed. Passes the rows to `take`
   * one by one, in the order in which they were written; a sink may also pass those that later ones replace. Returns
   * the position: 0 in a new folder, without rows. Undefined where the output does not outlive the process.
   */
  readonly read: ((options: ReadOptions, take: (row: CommittedRow) => void) => number) | undefined;
}

export type CommittedRow = readonly [cause: number, ...values: Value[]];

/**
 * What a reader sees: all rows up to the last commit, in the order in which they were written, and its position. With
 * a key, the last of the rows with the same key stands in the place of the first.
 */
export interface CommittedOutput {
  readonly rows: readonly CommittedRow[];
  readonly position: number;
}
