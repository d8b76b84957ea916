import { fileSink } from './file.ts';
import { sinkKinds, type SinkKind } from './kinds.ts';
import { memorySink } from './memory.ts';
import { noneSink } from './none.ts';
import type { CommittedOutput, ReadOptions, Sink, SinkImplementation, SinkOptions } from './sink.ts';
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

/** What a sink of one of `durableSinkKinds` has committed in its folder, also after a kill. */
export function readCommitted(kind: SinkKind, options: ReadOptions): CommittedOutput {
  const { read } = implementations[kind];
  if (read === undefined) throw new TypeError(`the output of the ${kind} sink does not outlive its process`);
  return read(options);
}
