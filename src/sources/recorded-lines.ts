import { TextDecoder } from 'node:util';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';
import { parserOptions, unreadable } from './csv-parser.ts';
import { broken, emptyFile, fileError, sameNameTwice } from './file-error.ts';
import { openFile, type RandomAccessFile } from './random-access-file.ts';
import type { RecordedSource } from './source.ts';
import { maxTextRecordBytes, textBytesOf, tooLong } from './text-record.ts';
import { notUtf8 } from './utf8.ts';

/** The column with the text of a record. */
export const lineColumn = 'line';
const schema = { time: 'timestamp', [lineColumn]: 'text' } as const;
/** Lines have no times of their own: each is so much later than the one before. */
const gapMicros = 1000;

const csvEnding = /\.csv(\.gz)?$/i;

/** The records of NDJSON as they are, and of CSV as JSON with the names of its first line, without a schema. */
export function recordedLines(path: string): RecordedSource {
  const load = async (limit: number): Promise<{ records: Table; badRecords: typeof noBadRecords }> => ({
    records: await loadLines(path, limit),
    badRecords: noBadRecords,
  });
  return {
    name: basename(path),
    schema,
    eventTime: 'time',
    timeScale: null,
    isLines: true,
    load,
    read: async ({ length }) => (await load(length)).records,
  };
}

const noBadRecords = { skipped: 0, deadLettered: 0 };

async function loadLines(path: string, limit: number): Promise<Table> {
  const table = new Table(schema, new Dictionary());
  try {
    const file = await openFile(path);
    try {
      if (file.byteLength === 0) throw emptyFile(path);
      for await (const line of csvEnding.test(path) ? csvLines(path, file) : textLines(path, file)) {
        if (table.length === limit) break;
        table.append([table.length * gapMicros, line]);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, path);
  }
  return table;
}

/** Without empty lines. Not readline, which also breaks lines at U+2028, a character that JSON strings may hold. */
async function* textLines(path: string, file: RandomAccessFile): AsyncGenerator<string> {
  let [rest, done] = ['', 0];
  for await (const text of textsOf(path, file)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    done += lines.length;
    if (rest.length > maxTextRecordBytes) throw tooLong(`${path}:${done + 1}`);
    for (const line of lines) if (line.trim() !== '') yield withoutReturn(line);
  }
  if (rest.trim() !== '') yield withoutReturn(rest);
}

async function* textsOf(path: string, file: RandomAccessFile): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of textBytesOf(path, file)) yield decoded(decoder, path, chunk);
  yield decoded(decoder, path);
}

function decoded(decoder: TextDecoder, path: string, chunk?: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (error) {
    throw new StreamBenchError({ kind: 'input', where: path, ...notUtf8 }, error);
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

async function* csvLines(path: string, file: RandomAccessFile): AsyncGenerator<string> {
  const parser = parse(parserOptions);
  const texts = Readable.from(textsOf(path, file));
  texts.once('error', (error) => parser.destroy(error));
  let [names, records]: [readonly string[] | undefined, number] = [undefined, 0];
  try {
    for await (const fields of texts.pipe(parser) as AsyncIterable<readonly string[]>) {
      if (names === undefined) names = namesIn(fields, path);
      else yield jsonOf(names, fields, `${path}, record ${++records}`);
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(path, error) : error;
  } finally {
    texts.destroy();
  }
}

function namesIn(fields: readonly string[], path: string): readonly string[] {
  const names = fields.map((name) => name.trim());
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw sameNameTwice(path, twice);
  return names;
}

function jsonOf(names: readonly string[], fields: readonly string[], where: string): string {
  if (fields.length !== names.length)
    throw broken(where, 'CSV', `it has ${fields.length} fields, and the header ${names.length}`);
  return JSON.stringify(Object.fromEntries(names.map((name, place) => [name, csvValue(fields[place])])));
}

/** At most 15 digits, which a double can hold. */
const number = /^-?(?=(?:\.?\d){1,15}$)(0|[1-9]\d*)(\.\d+)?$/;

function csvValue(text: string): string | number | null {
  if (text === '') return null;
  return number.test(text) ? Number(text) : text;
}
