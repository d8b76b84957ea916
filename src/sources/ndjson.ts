import { isNullable, type Schema } from '../columns/column-type.ts';
import { didYouMean } from '../errors.ts';
import { missingColumn } from './file-error.ts';
import type { FileColumn } from './file-column.ts';
import type { FileRequest, Format } from './format.ts';
import { checkRecordedFile, recordedFile, type RecordedFile } from './recorded-file.ts';
import type { RecordedRows } from './recorded-rows.ts';
import type { RecordedSource } from './source.ts';
import { maxTextRecordBytes, textBytesOf, tooLong } from './text-record.ts';
import { notUtf8, Utf8Check } from './utf8.ts';

/** One JSON object per line, with the columns as keys. A missing key is null. Empty lines are ignored. */
export const ndjsonFormat: Format = {
  name: 'NDJSON',
  endings: ['.ndjson', '.jsonl'],
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

async function readNdjson({ path, file, columns, timeUnit }: FileRequest, rows: RecordedRows): Promise<void> {
  const utf8 = new Utf8Check();
  // Nanoseconds since 1970 are beyond the whole numbers of a double. Elsewhere, keeping digits would only take time.
  const objects = new NdjsonRows(columns, rows, utf8, timeUnit === 'ns' ? keepDigits : undefined);
  // Not readline, which also breaks lines at U+2028, a character that JSON strings may hold.
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of textBytesOf(path, file)) {
    utf8.take(chunk);
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) objects.take(line);
    if (rows.isFull) break;
    if (rest.length > maxTextRecordBytes) throw tooLong(`${path}:${objects.nextLine}`);
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
  readonly #revive: typeof keepDigits | undefined;
  #keys: readonly string[] = [];
  #line = 0;

  constructor(columns: readonly FileColumn[], rows: RecordedRows, utf8: Utf8Check, revive?: typeof keepDigits) {
    this.#columns = columns;
    this.#rows = rows;
    this.#utf8 = utf8;
    this.#unseen = new Set(columns.map(({ from }) => from));
    this.#revive = revive;
  }

  get nextLine(): number {
    return this.#line + 1;
  }

  take(text: string): void {
    this.#line++;
    if (this.#rows.isFull || text.trim() === '') return;
    const place = { line: this.#line };
    if (this.#utf8.damaged(text)) return this.#rows.refuse(place, notUtf8, text);
    const object = objectOf(text, this.#revive);
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
    if (unseen === undefined || this.#keys.length === 0) return;
    // A key that later records have is no mistake, unless a similar one is there.
    if (this.#rows.isFull && didYouMean(unseen, this.#keys) === undefined) return;
    throw missingColumn(path, unseen, this.#keys);
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

/** For JSON.parse: whole numbers that a double would round become bigints. */
function keepDigits(_: string, value: unknown, { source }: { readonly source?: string }): unknown {
  const isRounded = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '');
  return isRounded ? BigInt(source!) : value;
}

function objectOf(text: string, revive?: typeof keepDigits): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text, revive as Parameters<typeof JSON.parse>[1]);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
