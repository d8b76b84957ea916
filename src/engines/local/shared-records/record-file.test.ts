import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Dictionary } from '../../../columns/dictionary.ts';
import { Table } from '../../../columns/table.ts';
import { readRecordFile, writeRecordFile } from './record-file.ts';

const mostBytes = 2 ** 30;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-records-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const schema = { id: 'integer', active: 'boolean', name: 'text?', share: 'float?', time: 'timestamp' } as const;
const badRecords = { skipped: 3, deadLettered: 4 };

function example(): Table {
  const records = new Table(schema, new Dictionary());
  // A text that no record has: codes are those of the dictionary.
  records.dictionary.encode('unused');
  records.append([7, true, 'ö\u{1f600}', 0.5, 1_767_225_600_000_000]);
  records.append([-(2 ** 53) + 1, false, null, null, -1]);
  records.append([0, true, '', NaN, 0]);
  return records;
}

test('records are read as they were written', () => {
  const path = join(folder, 'records');
  const written = example();
  writeRecordFile(path, written, badRecords, mostBytes);
  const { records, badRecords: bad } = readRecordFile(path, schema);
  expect(records.length).toBe(written.length);
  for (let row = 0; row < written.length; row++) expect(records.row(row)).toEqual(written.row(row));
  expect(records.dictionary.textsFrom(0)).toEqual(written.dictionary.textsFrom(0));
  expect(bad).toEqual(badRecords);
});

test('larger ones than there is room for are not written', () => {
  // 3 records of 8, 1, 4 + 1, 8 + 1 and 8 bytes, and the characters of the texts.
  const needed = 3 * 31 + 2 * 9;
  const path = join(folder, 'records');
  writeRecordFile(path, example(), badRecords, needed - 1);
  expect(existsSync(path)).toBe(false);
  writeRecordFile(path, example(), badRecords, needed);
  expect(existsSync(path)).toBe(true);
});

test('a file that cannot be written leaves nothing', () => {
  const path = join(folder, 'no', 'records');
  expect(() => writeRecordFile(path, example(), badRecords, mostBytes)).toThrow('ENOENT');
  expect(readdirSync(folder)).toEqual([]);
});

test('one that is cut off is not read', () => {
  const path = join(folder, 'records');
  writeRecordFile(path, example(), badRecords, mostBytes);
  truncateSync(path, 100);
  expect(() => readRecordFile(path, schema)).toThrow('ends too early');
});
