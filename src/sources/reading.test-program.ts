import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Schema, Value } from '../columns/column-type.ts';
import { StreamBenchError, type Problem } from '../errors.ts';
import type { BadRecordPolicy } from './bad-record-policy.ts';
import type { TimeUnit } from './file-column.ts';
import { formatOf } from './formats.ts';
import { recordedFile } from './recorded-file.ts';

export interface ReadingOptions {
  readonly limit?: number;
  readonly badRecords?: BadRecordPolicy;
  readonly timeUnit?: TimeUnit;
}

/** The rows of a file, and how many were skipped. */
export async function readFile(
  path: string,
  schema: Schema,
  { limit = Infinity, ...options }: ReadingOptions = {},
): Promise<{ rows: Value[][]; skipped: number }> {
  const source = recordedFile(formatOf(path), { path, schema, eventTime: Object.keys(schema)[0], ...options });
  const { records, badRecords } = await source.load(limit);
  return { rows: Array.from({ length: records.length }, (_, row) => records.row(row)), skipped: badRecords.skipped };
}

export async function problemOf(action: Promise<unknown>): Promise<Problem> {
  const error: unknown = await action.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof StreamBenchError) return error.problem;
  throw error;
}

/** Returns a function that writes files with this ending into a folder that is removed after the tests. */
export function fileStore(ending: string): (content: string | Uint8Array) => string {
  const directory = mkdtempSync(join(tmpdir(), 'stream-bench-sources-'));
  let written = 0;
  afterAll(() => rmSync(directory, { recursive: true }));
  return (content) => {
    const path = join(directory, `${written++}${ending}`);
    writeFileSync(path, content);
    return path;
  };
}
