import {
  closeSync,
  constants,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { typeOf, type ColumnType, type Schema, type Value } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import type { OutputRows } from '../columns/output-rows.ts';
import type { Column } from '../columns/table.ts';
import { diskError } from './disk-error.ts';
import type { CommittedRow, Guarantee, ReadOptions, Sink, SinkImplementation, SinkOptions, VisibleAt } from './sink.ts';
import { storedNames } from './stored-names.ts';

const fileName = 'output.ndjson';

/** The start of a position line. No row holds these bytes: rows start with `{"cause":`, and JSON escapes quotes. */
const positionMark = '{"position":';

/**
 * Newline-delimited JSON: a line `{"cause":…,"column":value,…}` for each row, and `{"position":n}` after each commit.
 * With a key the file is a changelog: the last of the lines with the same key counts.
 *
 * Lines after the last position line are not committed: readers ignore them, and reopening cuts them off. Where rows
 * are visible at the write, a reader that follows the file sees these lines, and sees them again if they are cut off
 * and written again.
 *
 * Timestamps are integer microseconds. NaN and the infinities, which JSON does not have, are the texts "NaN",
 * "Infinity" and "-Infinity". Every commit waits for the disk. A loss of power during a commit may still keep its
 * position line and lose rows before it, because the system does not write pages in order; a kill cannot do that.
 */
class FileSink implements Sink {
  readonly guarantee: Guarantee;
  readonly visibleAt: VisibleAt;
  readonly #path: string;
  readonly #keys: readonly string[];
  #file: number | undefined;
  #position: number;
  #fileBytes: number;
  #pending: Buffer = Buffer.allocUnsafe(1 << 16);
  #pendingBytes = 0;

  constructor(path: string, { schema, visibleAt = 'commit' }: SinkOptions) {
    this.guarantee = visibleAt === 'write' ? 'at-least-once' : 'exactly-once';
    this.visibleAt = visibleAt;
    this.#path = path;
    this.#keys = storedNames(schema).map((name) => `,${JSON.stringify(name)}:`);
    this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT);
    const { position, end, size } = lastCommit(this.#file);
    if (size > end) ftruncateSync(this.#file, end);
    this.#position = position;
    this.#fileBytes = end;
  }

  get position(): number {
    return this.#position;
  }

  write(rows: OutputRows): void {
    const { columns, dictionary } = rows.table;
    for (let row = 0; row < rows.length; row++) {
      let line = `{"cause":${rows.causes[row]}`;
      for (let index = 0; index < columns.length; index++)
        line += this.#keys[index] + jsonOf(columns[index], row, dictionary);
      this.#append(`${line}}\n`);
    }
    if (this.visibleAt === 'write') this.#flush(false);
  }

  commit(position: number): void {
    this.#append(`${positionMark}${position}}\n`);
    this.#flush(true);
    this.#position = position;
  }

  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    this.#file = undefined;
  }

  #append(line: string): void {
    // A UTF-16 unit takes at most 3 bytes of UTF-8.
    const needed = this.#pendingBytes + line.length * 3;
    if (needed > this.#pending.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#pending.length * 2));
      this.#pending.copy(larger, 0, 0, this.#pendingBytes);
      this.#pending = larger;
    }
    this.#pendingBytes += this.#pending.write(line, this.#pendingBytes);
  }

  #flush(waitsForDisk: boolean): void {
    if (this.#file === undefined) throw new Error('the sink is closed');
    try {
      this.#writePending(this.#file);
      if (waitsForDisk) fdatasyncSync(this.#file);
    } catch (error) {
      this.close();
      throw diskError(error, this.#path);
    }
  }

  #writePending(file: number): void {
    // One write, unless the system writes only a part: Linux stops at 2 GiB, and a disk that fills up stops earlier.
    for (let written = 0; written < this.#pendingBytes;) {
      const length = Math.min(this.#pendingBytes - written, 1 << 30);
      written += writeSync(file, this.#pending, written, length, this.#fileBytes + written);
    }
    this.#fileBytes += this.#pendingBytes;
    this.#pendingBytes = 0;
  }
}

export const fileSink: SinkImplementation = {
  open: openFileSink,
  read: readFileSink,
};

/** @throws StreamBenchError if the file cannot be made or written. */
function openFileSink(options: SinkOptions): Sink {
  const path = join(options.directory, fileName);
  try {
    return new FileSink(path, options);
  } catch (error) {
    throw diskError(error, path);
  }
}

function readFileSink({ directory, schema }: ReadOptions, take: (row: CommittedRow) => void): number {
  const path = join(directory, fileName);
  if (!existsSync(path)) return 0;
  const file = openSync(path, constants.O_RDONLY);
  try {
    const { position, end } = lastCommit(file);
    const parse = rowParser(schema);
    for (const line of linesUpTo(file, end)) if (!line.startsWith(positionMark)) take(parse(line));
    return position;
  } finally {
    closeSync(file);
  }
}

function jsonOf(column: Column, row: number, dictionary: Dictionary): string {
  if (column.nulls?.[row] === 1) return 'null';
  const cell = column.values[row];
  if (column.type === 'text') return JSON.stringify(dictionary.decode(cell));
  if (column.type === 'boolean') return cell === 1 ? 'true' : 'false';
  return Number.isFinite(cell) ? `${cell}` : `"${cell}"`;
}

function rowParser(schema: Schema): (line: string) => CommittedRow {
  const names = storedNames(schema);
  const types = Object.values(schema).map(typeOf);
  return (line) => {
    const row = JSON.parse(line) as { cause: number } & Record<string, Value>;
    return [row.cause, ...names.map((name, index) => valueFrom(row[name], types[index]))];
  };
}

function valueFrom(json: Value, type: ColumnType): Value {
  return type === 'float' && typeof json === 'string' ? Number(json) : json;
}

function positionFrom(line: string): number {
  return (JSON.parse(line) as { position: number }).position;
}

const newline = 0x0a;

/** The lines before a position in bytes, at which one of them ends. */
function* linesUpTo(file: number, end: number): Generator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for (let from = 0; from < end;) {
    const piece = Buffer.allocUnsafe(Math.min(1 << 20, end - from));
    const read = readSync(file, piece, 0, piece.length, from);
    if (read === 0) return;
    from += read;
    const bytes = Buffer.concat([rest, piece.subarray(0, read)]);
    let start = 0;
    for (let lineEnd = bytes.indexOf(newline); lineEnd !== -1; lineEnd = bytes.indexOf(newline, start)) {
      yield bytes.toString('utf8', start, lineEnd);
      start = lineEnd + 1;
    }
    rest = bytes.subarray(start);
  }
}

interface LastCommit {
  readonly position: number;
  /** In bytes from the start of the file, after the last position line. */
  readonly end: number;
  /** Of the whole file, in bytes. */
  readonly size: number;
}

/** Searches for the last position line from the end of the file, further back each time. */
function lastCommit(file: number): LastCommit {
  const { size } = fstatSync(file);
  for (let span = 1 << 16; ; span *= 2) {
    const from = Math.max(0, size - span);
    const tail = Buffer.alloc(size - from);
    readSync(file, tail, 0, tail.length, from);
    const line = lastPositionLine(tail);
    if (line !== undefined) return { position: positionFrom(line.text), end: from + line.end, size };
    if (from === 0) return { position: 0, end: 0, size };
  }
}

function lastPositionLine(bytes: Buffer): { text: string; end: number } | undefined {
  const lastNewline = bytes.lastIndexOf(newline);
  const start = lastNewline === -1 ? -1 : bytes.lastIndexOf(positionMark, lastNewline);
  if (start === -1) return undefined;
  const end = bytes.indexOf(newline, start) + 1;
  return { text: bytes.toString('utf8', start, end), end };
}
