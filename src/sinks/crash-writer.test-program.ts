import { writeSync } from 'node:fs';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import type { Schema } from '../columns/column-type.ts';
import { openSink } from './index.ts';
import type { SinkKind } from './kinds.ts';
import { appendRow } from './output-of.test-program.ts';
import type { CommittedRow } from './sink.ts';
import { openThreadedSink } from './threaded-sink.ts';

export const crashSchema: Schema = { key: 'text', amount: 'integer', share: 'float?' };

/** The rows of a record: none, one or two, so that the numbers of rows and of records differ. */
export function rowsOfRecord(record: number): CommittedRow[] {
  return Array.from({ length: record % 3 }, (_, copy) => {
    const share = record % 5 === 0 ? null : record / 4;
    return [record, `record "${record}" copy ${copy} `.repeat(1 + (record % 50)), record * 1000 + copy, share];
  });
}

/** How many records the commit that starts at `position` covers. */
function recordsInCommit(position: number): number {
  return 1 + (position % 7);
}

/** Commits from the sink's position on until killed, and writes each position to stdout once it is committed. */
function writeUntilKilled(kind: SinkKind, directory: string): void {
  const sink = openSink(kind, { directory, schema: crashSchema, sync: 'normal' });
  const rows = new OutputRows(crashSchema, new Dictionary());
  for (let position = sink.position; ;) {
    const end = position + recordsInCommit(position);
    for (; position < end; position++) {
      for (const row of rowsOfRecord(position)) appendRow(rows, row);
      sink.write(rows);
      rows.clear();
    }
    sink.commit(position);
    writeSync(1, `${position}\n`);
  }
}

/** The same with commits by another thread at the end of epochs, written once this thread has collected them. */
async function writeEpochsUntilKilled(kind: SinkKind, directory: string): Promise<void> {
  const options = { directory, schema: crashSchema, sync: 'normal', visibleAt: 'write' } as const;
  const sink = await openThreadedSink(kind, options, { epochNanos: 3e6, phaseNanos: 0 });
  sink.start(process.hrtime.bigint());
  const rows = new OutputRows(crashSchema, new Dictionary());
  const observer = { visible: () => {}, committed: (position: number) => void writeSync(1, `${position}\n`) };
  for (let { position } = sink; ; sink.collect(observer)) {
    for (const row of rowsOfRecord(position++)) appendRow(rows, row);
    sink.write(rows);
    rows.clear();
    sink.handOver(position);
    // Slow enough that the file sink, too, commits some epochs before it is killed.
    if (position % 50 === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}

if (process.argv[1] === import.meta.filename) {
  const [, , kind, directory, commits] = process.argv;
  if (commits === 'epochs') await writeEpochsUntilKilled(kind as SinkKind, directory);
  else writeUntilKilled(kind as SinkKind, directory);
}
