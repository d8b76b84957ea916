import { writeSync } from 'node:fs';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import type { Schema } from '../columns/column-type.ts';
import { openSink, type DurableSinkKind } from './index.ts';
import type { CommittedRow } from './sink.ts';

export const crashSchema: Schema = { key: 'text', amount: 'integer', share: 'float?' };

/** The rows of record `record`: none, one or two, so that rows and records cannot be mistaken for each other. */
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

/** Goes on from the sink's position, commit after commit, each told on stdout once it returned, until killed. */
function writeUntilKilled(kind: DurableSinkKind, directory: string): void {
  const sink = openSink(kind, { directory, schema: crashSchema, sync: 'normal' });
  const rows = new OutputRows(crashSchema, new Dictionary());
  for (let position = sink.position; ; ) {
    const end = position + recordsInCommit(position);
    for (; position < end; position++) {
      for (const [cause, ...values] of rowsOfRecord(position)) {
        rows.causes[rows.table.length] = cause;
        rows.table.append(values);
      }
      sink.write(rows);
      rows.clear();
    }
    sink.commit(position);
    writeSync(1, `${position}\n`);
  }
}

if (process.argv[1] === import.meta.filename) writeUntilKilled(process.argv[2] as DurableSinkKind, process.argv[3]);
