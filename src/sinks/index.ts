import { openFileSink, readFileSink } from './file.ts';
import { MemorySink } from './memory.ts';
import { NoneSink } from './none.ts';
import type { CommittedOutput, ReadOptions, Sink, SinkKind, SinkOptions } from './sink.ts';
import { openSqliteSink, readSqliteSink } from './sqlite.ts';

const openers: Readonly<Record<SinkKind, (options: SinkOptions) => Sink>> = {
  none: (options) => new NoneSink(options),
  memory: (options) => new MemorySink(options),
  file: openFileSink,
  sqlite: openSqliteSink,
};

const readers = {
  file: readFileSink,
  sqlite: readSqliteSink,
};

export const sinkKinds = Object.keys(openers) as readonly SinkKind[];

/** The kinds whose output outlives the process. */
export type DurableSinkKind = keyof typeof readers;

export const durableSinkKinds = Object.keys(readers) as readonly DurableSinkKind[];

/** @throws StreamBenchError if the folder does not let the sink write. */
export function openSink(kind: SinkKind, options: SinkOptions): Sink {
  return openers[kind](options);
}

/** What a durable sink has committed in its folder, also after a kill; nothing at position 0 in a new folder. */
export function readCommitted(kind: DurableSinkKind, options: ReadOptions): CommittedOutput {
  return readers[kind](options);
}
