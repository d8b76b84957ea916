import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import type { Schema } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import { parserOptions, unreadable } from './csv-parser.ts';
import { missingColumn, sameNameTwice } from './file-error.ts';
import type { FileColumn } from './file-column.ts';
import type { FileRequest, Format } from './format.ts';
import { checkRecordedFile, recordedFile, type RecordedFile } from './recorded-file.ts';
import type { RecordedRows } from './recorded-rows.ts';
import type { RecordedSource } from './source.ts';
import { textBytesOf } from './text-record.ts';
import { notUtf8, Utf8Check } from './utf8.ts';

/**
 * Comma-separated values as in RFC 4180, with the column names in the first line. An empty field is null, or the empty
 * text in a text column that is not nullable. A quote inside a field is an ordinary character. Empty lines are ignored.
 */
export const csvFormat: Format = {
  name: 'CSV',
  endings: ['.csv'],
  read: readCsv,
};

/**
 * The records of a CSV file, in order.
 *
 * @throws StreamBenchError from `read` and `load`, if the file is missing, broken or does not fit the schema
 */
export function csv<const S extends Schema, const E extends keyof S & string>(
  file: RecordedFile<S, E>,
): RecordedSource<S> {
  checkRecordedFile('csv', file);
  return recordedFile(csvFormat, file);
}

async function readCsv({ path, file, columns }: FileRequest, rows: RecordedRows): Promise<void> {
  const utf8 = new Utf8Check();
  const reader = new CsvRows(path, columns, rows, utf8);
  const parser = parse({
    ...parserOptions,
    // A callback, because records read from the stream would take twice as long.
    on_record: (fields: string[], { lines }) => reader.take(fields, lines),
  });
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const chunk of textBytesOf(path, file)) {
      utf8.take(chunk);
      yield chunk;
      if (rows.isFull) return;
    }
    utf8.take();
  }
  try {
    await pipeline(Readable.from(chunks()), parser.resume());
  } catch (error) {
    // After enough rows the input ends anywhere, so the last record may be incomplete.
    if (!(error instanceof CsvError)) throw error;
    if (!rows.isFull) throw unreadable(`${path}:${reader.nextLine}`, error);
  }
  reader.finish();
}

class CsvRows {
  /** The line on which the next record starts, unless there are empty lines. */
  nextLine = 1;
  readonly #path: string;
  readonly #columns: readonly FileColumn[];
  readonly #rows: RecordedRows;
  readonly #utf8: Utf8Check;
  readonly #values: (string | null)[] = [];
  /** The index of each column among the fields; undefined before the header. */
  #places: readonly number[] | undefined;
  #fieldCount = 0;
  /** How many CRLFs stood within quotes so far: csv-parse counts each as two lines. */
  #countedTwice = 0;

  constructor(path: string, columns: readonly FileColumn[], rows: RecordedRows, utf8: Utf8Check) {
    this.#path = path;
    this.#columns = columns;
    this.#rows = rows;
    this.#utf8 = utf8;
  }

  /** Takes a record and the line on which it ends, as csv-parse counts lines. */
  take(fields: readonly string[], endLine: number): null {
    const line = this.#startLine(fields, endLine);
    if (this.#places === undefined) this.#takeHeader(fields);
    else this.#takeRecord(fields, { line }, this.#places);
    return null;
  }

  finish(): void {
    if (this.#places !== undefined) return;
    throw new StreamBenchError({
      kind: 'input',
      where: this.#path,
      what: 'the CSV file has only empty lines',
      remedy: 'Its first line should name the columns.',
    });
  }

  #startLine(fields: readonly string[], endLine: number): number {
    let breaks = 0;
    for (const field of fields) {
      if (!field.includes('\n') && !field.includes('\r')) continue;
      breaks += field.split(/\r\n|\n|\r/).length - 1;
      this.#countedTwice += field.split('\r\n').length - 1;
    }
    const end = endLine - this.#countedTwice;
    this.nextLine = end + 1;
    return end - breaks;
  }

  #takeHeader(fields: readonly string[]): void {
    const names = fields.map((name) => name.trim());
    this.#fieldCount = names.length;
    this.#places = this.#columns.map(({ from }) => {
      const place = names.indexOf(from);
      if (place < 0) throw missingColumn(this.#path, from, names);
      if (names.indexOf(from, place + 1) < 0) return place;
      throw sameNameTwice(this.#path, from);
    });
  }

  #takeRecord(fields: readonly string[], place: { readonly line: number }, places: readonly number[]): void {
    if (fields.length !== this.#fieldCount) {
      const what = `the record has ${fields.length} fields, and the header ${this.#fieldCount}`;
      return this.#rows.refuse(
        place,
        { what, remedy: 'Put texts that hold commas, quotes or line breaks into quotes.' },
        fields,
      );
    }
    if (fields.some((field) => this.#utf8.damaged(field))) return this.#rows.refuse(place, notUtf8, fields);
    for (let index = 0; index < places.length; index++) {
      const { column, type } = this.#rows.columns[index];
      const field = fields[places[index]];
      const isNull = field === '' && (type !== 'text' || column.nulls !== undefined);
      this.#values[index] = isNull ? null : field;
    }
    this.#rows.append(this.#values, place, fields);
  }
}
