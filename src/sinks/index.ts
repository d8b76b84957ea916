import { CommittedRows } from './committed-rows.ts';
import { fileSink } from './file.ts';
import { sinkKinds, type SinkKind } from './kinds.ts';
import { memorySink } from './memory.ts';
import { noneSink } from './none.ts';
import type { CommittedOutput, CommittedRow, ReadOptions, Sink, SinkImplementation, SinkOptions } from './sink.ts';
import { sqliteSink } from './sqlite.ts';

const implementations: Readonly<Record<SinkKind, SinkImplementation>> = {
  none: noneSink,
  memory: memorySink,
  file: fileSink,
  sqlite: sqliteSink,
};

/** The kinds whose output outlives the process. */
export const durableSinkKinds = sinkKinds.filter((kind) => implementations[kind].read !== undefined);

/** @throws StreamBenchError if the folder does not let the sink write. */
export function openSink(kind: SinkKind, options: SinkOptions): Sink {
  return implementations[kind].open(options);
}

/**
 * Passes on what a sink of one of `durableSinkKinds` has committed in its folder, also after a kill, row by row as it
 * was written. Returns the position.
 */
export function readRows(kind: SinkKind, options: ReadOptions, take: (row: CommittedRow) => void): number {
  const { read } = implementations[kind];
  if (read === undefined) throw new TypeError(`the output of the ${kind} sink does not outlive its process`);
  return read(options, take);
}

/** As a reader sees it: see `CommittedOutput`. */
export function readCommitted(kind: SinkKind, options: ReadOptions): CommittedOutput {
  const committed = new CommittedRows(options.schema, options.key);
  const position = readRows(kind, options, (row) => committed.add(row));
  return { rows: committed.rows, position };
}
