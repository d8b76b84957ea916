import { closeSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Schema } from '../../../columns/column-type.ts';
import { Dictionary } from '../../../columns/dictionary.ts';
import { Table, type ColumnCells } from '../../../columns/table.ts';
import type { BadRecordCounts, Recording } from '../../../sources/source.ts';

/** What comes before the cells, column by column as they are in memory. */
interface Head {
  readonly length: number;
  readonly texts: readonly string[];
  readonly badRecords: BadRecordCounts;
}

/**
 * Writes records for other processes. The file is there once it is whole; there is none where it would have more bytes
 * than `most`.
 */
export function writeRecordFile(path: string, records: Table, badRecords: BadRecordCounts, most: number): void {
  const blocks = blocksOf(records.columns, records.length);
  const bytes = blocks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (bytes + 2 * records.dictionary.characters > most) return;
  const head = serialize({ length: records.length, texts: records.dictionary.textsFrom(0), badRecords } satisfies Head);
  const part = `${path}.part`;
  try {
    const file = openSync(part, 'wx');
    try {
      for (const block of [Float64Array.of(head.length), head, ...blocks]) writeFileSync(file, block);
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

export function readRecordFile(path: string, schema: Schema): Recording {
  const file = openSync(path, 'r');
  try {
    const [headLength] = filled(new Float64Array(1), file);
    const { length, texts, badRecords } = deserialize(filled(Buffer.alloc(headLength), file)) as Head;
    const dictionary = new Dictionary();
    for (const text of texts) dictionary.encode(text);
    const { columns } = new Table(schema, dictionary, length);
    for (const block of blocksOf(columns, length)) filled(block, file);
    return { records: Table.over(schema, dictionary, columns), badRecords };
  } finally {
    closeSync(file);
  }
}

function blocksOf(columns: readonly ColumnCells[], length: number): NodeJS.TypedArray[] {
  const all = columns.flatMap(({ values, nulls }) => (nulls === undefined ? [values] : [values, nulls]));
  return all.map((block) => block.subarray(0, length));
}

/** Reads a block from where the file is read next. */
function filled<Block extends NodeJS.TypedArray>(block: Block, file: number): Block {
  const bytes = new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
  for (let at = 0; at < bytes.length;) {
    const count = readSync(file, bytes, at, bytes.length - at, null);
    if (count === 0) throw new RangeError('a file of records ends too early');
    at += count;
  }
  return block;
}
