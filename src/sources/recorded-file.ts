import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Schema } from '../columns/column-type.ts';
import type { Table } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';
import { parameter, checkArguments, columnName, oneOf, optional, plainObject } from '../pipeline/arguments.ts';
import { checkColumn, checkSchema } from '../pipeline/schema.ts';
import { isPlain } from '../pipeline/shown-value.ts';
import type { BadRecordPolicy } from './bad-record-policy.ts';
import { BadRecords } from './bad-records.ts';
import { emptyFile, fileError } from './file-error.ts';
import { timeUnits, type FileColumn, type TimeUnit } from './file-column.ts';
import type { Format } from './format.ts';
import { openFile, type OpenFile, type RandomAccessFile } from './random-access-file.ts';
import { RecordedRows } from './recorded-rows.ts';
import type { RecordedSource, Recording } from './source.ts';

export interface RecordedFile<S extends Schema, E extends keyof S & string> {
  /** A relative path starts at the working directory. The file may be compressed by gzip. */
  readonly path: string | URL;
  /** The columns to read; the file may have more. */
  readonly schema: S;
  readonly eventTime: E;
  /** The unit in which numbers count time since 1970. Without it, numbers are not timestamps. */
  readonly timeUnit?: TimeUnit | undefined;
  /** What to do with records that cannot be read. The default is to fail at the first one. */
  readonly badRecords?: BadRecordPolicy | undefined;
}

const isPolicy = (value: unknown): boolean =>
  value === 'fail' || value === 'skip' || (isPlain(value) && typeof value['deadLetter'] === 'string');

const recordedFileParameters = {
  path: parameter(
    'the path of a file, or its URL',
    (path) => path instanceof URL || (typeof path === 'string' && path !== ''),
  ),
  schema: plainObject('the type of each column'),
  eventTime: columnName,
  timeUnit: optional(oneOf(...timeUnits)),
  badRecords: optional(parameter("'fail', 'skip' or { deadLetter: a path }", isPolicy)),
};

/** Throws if this is not what the sources of files take. `call` is the source's name: `csv`. */
export function checkRecordedFile(call: string, file: RecordedFile<Schema, string>): void {
  checkArguments(call, file, recordedFileParameters);
  checkSchema(file.schema, `'schema' of ${call}()`);
  checkColumn(file.schema, file.eventTime, `'eventTime' of ${call}()`);
}

/** The names in the file of columns that have another name in the schema. */
export type NamesInFile = Readonly<Record<string, string>>;

/** The records of a file of this format, in order, with their own event times. */
export function recordedFile<S extends Schema>(
  format: Format,
  recorded: RecordedFile<S, keyof S & string>,
  namesInFile: NamesInFile = {},
  open: OpenFile = openFile,
): RecordedSource<S> {
  const { schema, eventTime } = recorded;
  checkSchema(schema);
  const path = pathOf(recorded.path, format);
  const columns = Object.entries(schema).map(([name, spec]) => ({
    name,
    spec,
    from: Object.hasOwn(namesInFile, name) ? namesInFile[name] : name,
  }));
  const load = async (limit: number): Promise<Recording> =>
    loadFile(format, { ...recorded, path, columns }, limit, open);
  return {
    name: basename(path),
    file: { path, format: format.name, timeUnit: recorded.timeUnit, badRecords: recorded.badRecords ?? 'fail' },
    schema,
    eventTime,
    timeScale: null,
    load,
    read: async ({ length }) => enough((await load(length)).records, length, path),
  };
}

function pathOf(path: string | URL, { name }: Format): string {
  if (typeof path === 'string') return path;
  if (path.protocol === 'file:') return fileURLToPath(path);
  throw new StreamBenchError({
    kind: 'input',
    where: path.href,
    what: `${/^[AN]/.test(name) ? 'an' : 'a'} ${name} source reads only files on this machine`,
    remedy: 'Download the file, and give its path.',
  });
}

interface FileToLoad {
  readonly path: string;
  readonly columns: readonly FileColumn[];
  readonly timeUnit?: TimeUnit | undefined;
  readonly badRecords?: BadRecordPolicy | undefined;
}

/** Opens the file, reads it, and closes it in any case. */
async function loadFile(format: Format, recorded: FileToLoad, limit: number, open: OpenFile): Promise<Recording> {
  try {
    const file = await open(recorded.path);
    try {
      return await readFile(format, recorded, file, limit);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, recorded.path);
  }
}

async function readFile(
  format: Format,
  { path, columns, timeUnit, badRecords = 'fail' }: FileToLoad,
  file: RandomAccessFile,
  limit: number,
): Promise<Recording> {
  // A folder has a length too; reading it says what it is.
  if (file.byteLength === 0) throw emptyFile(path);
  const bad = new BadRecords(path, badRecords);
  const rows = new RecordedRows(columns, timeUnit, limit, bad);
  try {
    await format.read({ path, file, columns, timeUnit }, rows);
    return { records: rows.table, badRecords: bad.finish() };
  } catch (error) {
    bad.abandon();
    throw error;
  }
}

function enough(records: Table, count: number, path: string): Table {
  if (records.length === count) return records;
  throw new StreamBenchError({
    kind: 'input',
    where: path,
    what: `${count} records are needed, and the file has ${records.length}`,
    remedy: 'Choose a shorter run or a lower rate.',
  });
}
