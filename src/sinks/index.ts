import { fileSink } from './file.ts';
import { memorySink } from './memory.ts';
import { noneSink } from './none.ts';
import type { CommittedOutput, ReadOptions, Sink, SinkEntry, SinkOptions } from './sink.ts';
import { sqliteSink } from './sqlite.ts';

/** All sinks by name, in the order in which help lists them. A new sink is its file and its name here. */
export const sinks = {
  none: noneSink,
  memory: memorySink,
  file: fileSink,
  sqlite: sqliteSink,
} satisfies Readonly<Record<string, SinkEntry>>;

export type SinkKind = keyof typeof sinks;

export const sinkKinds = Object.keys(sinks) as readonly SinkKind[];

/** The kinds whose output outlives the process. */
export const durableSinkKinds = sinkKinds.filter((kind) => sinks[kind].read !== undefined);

/** @throws StreamBenchError if the folder does not let the sink write. */
export function openSink(kind: SinkKind, options: SinkOptions): Sink {
  return sinks[kind].open(options);
}

/** What a sink of one of `durableSinkKinds` has committed in its folder, also after a kill. */
export function readCommitted(kind: SinkKind, options: ReadOptions): CommittedOutput {
  const { read } = sinks[kind];
  if (read === undefined) throw new TypeError(`the output of the ${kind} sink does not outlive its process`);
  return read(options);
}
