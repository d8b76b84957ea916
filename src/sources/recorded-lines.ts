import { TextDecoder } from 'node:util';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';
import { emptyFile, fileError } from './file-error.ts';
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
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [rest, done] = ['', 0];
  for await (const chunk of textBytesOf(path, file)) {
    const lines = (rest + decoded(decoder, path, chunk)).split('\n');
    rest = lines.pop()!;
    done += lines.length;
    if (rest.length > maxTextRecordBytes) throw tooLong(`${path}:${done + 1}`);
    for (const line of lines) if (line.trim() !== '') yield withoutReturn(line);
  }
  rest += decoded(decoder, path);
  if (rest.trim() !== '') yield withoutReturn(rest);
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
  const parser = parse({ bom: true, columns: true, skip_empty_lines: true, max_record_size: maxTextRecordBytes });
  const bytes = Readable.from(textBytesOf(path, file));
  bytes.once('error', (error) => parser.destroy(error));
  try {
    for await (const record of bytes.pipe(parser) as AsyncIterable<Readonly<Record<string, string>>>)
      yield JSON.stringify(Object.fromEntries(Object.entries(record).map(([name, text]) => [name, csvValue(text)])));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new StreamBenchError({ kind: 'input', where: path, what: `the CSV file is broken: ${error.message}` }, error);
  } finally {
    bytes.destroy();
  }
}

/** At most 15 digits, which a double can hold. */
const number = /^-?(?=[\d.]{1,16}$)(0|[1-9]\d*)(\.\d+)?$/;

function csvValue(text: string): string | number | null {
  if (text === '') return null;
  return number.test(text) ? Number(text) : text;
}
