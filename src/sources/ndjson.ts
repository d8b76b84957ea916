import { isNullable, type Schema } from '../columns/column-type.ts';
import { didYouMean } from '../errors.ts';
import { broken, missingColumn } from './file-error.ts';
import { microsPerTimeUnit, type FileColumn, type TimeUnit } from './file-column.ts';
import type { FileRequest, Format } from './format.ts';
import { bytesOf } from './gzip.ts';
import { checkRecordedFile, recordedFile, type RecordedFile } from './recorded-file.ts';
import type { RecordedRows } from './recorded-rows.ts';
import type { RecordedSource } from './source.ts';
import { timestampMicros } from '../columns/timestamp-text.ts';
import { notUtf8, Utf8Check } from './utf8-check.ts';

/** A longer line is taken for an error, such as all objects in one array. */
const maxLineLength = 1 << 24;

/** One JSON object per line, with the columns as keys. A missing key is null. Empty lines are ignored. */
export const ndjsonFormat: Format = {
  name: 'NDJSON',
  endings: ['.ndjson', '.jsonl'],
  cells: (timeUnit) => ({
    integer: (value) =>
      typeof value === 'number' && (Number.isInteger(value) || !Number.isFinite(value)) ? value : undefined,
    float: (value) => (typeof value === 'number' ? value : undefined),
    boolean: (value) => (typeof value === 'boolean' ? value : undefined),
    text: (value) => (typeof value === 'string' ? value : undefined),
    timestamp: (value) => timestampOf(value, timeUnit),
  }),
  read: readNdjson,
};

/**
 * The records of a file of newline-delimited JSON, in order.
 *
 * @throws StreamBenchError from `read` and `load`, if the file is missing, broken or does not fit the schema
 */
export function ndjson<const S extends Schema, const E extends keyof S & string>(
  file: RecordedFile<S, E>,
): RecordedSource<S> {
  checkRecordedFile('ndjson', file);
  return recordedFile(ndjsonFormat, file);
}

function timestampOf(value: unknown, timeUnit: TimeUnit | undefined): number | undefined {
  if (typeof value === 'string') return timestampMicros(value);
  return typeof value === 'number' && timeUnit !== undefined
    ? Math.round(value * microsPerTimeUnit[timeUnit])
    : undefined;
}

async function readNdjson({ path, file, columns }: FileRequest, rows: RecordedRows): Promise<void> {
  const utf8 = new Utf8Check();
  const objects = new NdjsonRows(columns, rows, utf8);
  // Not readline, which also breaks lines at U+2028, a character that JSON strings may hold.
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of bytesOf(file)) {
    utf8.take(chunk);
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    if (rest.length > maxLineLength) throw broken(path, 'NDJSON', `a line is longer than ${maxLineLength} characters`);
    for (const line of lines) objects.take(line);
    if (rows.isFull) break;
  }
  if (!rows.isFull) {
    utf8.take();
    objects.take(rest + decoder.decode());
  }
  objects.finish(path);
}

class NdjsonRows {
  readonly #columns: readonly FileColumn[];
  readonly #rows: RecordedRows;
  readonly #utf8: Utf8Check;
  readonly #values: unknown[] = [];
  /** Columns that no object has had yet. */
  readonly #unseen: Set<string>;
  #keys: readonly string[] = [];
  #line = 0;

  constructor(columns: readonly FileColumn[], rows: RecordedRows, utf8: Utf8Check) {
    this.#columns = columns;
    this.#rows = rows;
    this.#utf8 = utf8;
    this.#unseen = new Set(columns.map(({ from }) => from));
  }

  take(text: string): void {
    this.#line++;
    if (this.#rows.isFull || text.trim() === '') return;
    const place = { line: this.#line };
    if (this.#utf8.damaged(text)) return this.#rows.refuse(place, notUtf8, text);
    const object = objectOf(text);
    if (object === undefined) {
      return this.#rows.refuse(
        place,
        {
          what: 'the line is no JSON object',
          remedy: 'Each line should be one object, such as {"time":"2026-01-31T12:00:00Z"}.',
        },
        text,
      );
    }
    this.#see(object);
    for (let index = 0; index < this.#columns.length; index++) {
      const column = this.#columns[index];
      const isThere = Object.hasOwn(object, column.from);
      if (!isThere && !isNullable(column.spec))
        return this.#rows.refuse(place, missingKey(column, Object.keys(object)), text);
      this.#values[index] = isThere ? object[column.from] : null;
    }
    this.#rows.append(this.#values, place, text);
  }

  /** A column that no object has is probably misspelt. Otherwise it would silently be null in all records. */
  finish(path: string): void {
    const [unseen] = this.#unseen;
    if (unseen !== undefined && this.#keys.length > 0) throw missingColumn(path, unseen, this.#keys);
  }

  #see(object: Readonly<Record<string, unknown>>): void {
    if (this.#unseen.size === 0) return;
    this.#keys = Object.keys(object);
    for (const key of this.#keys) this.#unseen.delete(key);
  }
}

function missingKey(
  { from, spec }: FileColumn,
  keys: readonly string[],
): { column: string; what: string; remedy: string } {
  const remedy = didYouMean(from, keys) ?? `Declare the column as '${spec}?', if it is not the event time.`;
  return { column: from, what: 'the object has no such key', remedy };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
