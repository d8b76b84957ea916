import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Schema } from '../columns/column-type.ts';
import type { Table } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';
import { checkSchema } from '../pipeline/row.ts';
import { BadRecords, type BadRecordPolicy } from './bad-records.ts';
import { fileError } from './file-error.ts';
import type { FileColumn, TimeUnit } from './file-column.ts';
import type { Format } from './format.ts';
import { openFile, type OpenFile } from './random-access-file.ts';
import { RecordedRows } from './recorded-rows.ts';
import type { RecordedSource, Recording } from './source.ts';

export interface RecordedFile<S extends Schema, E extends keyof S & string> {
  /** A relative path is looked up from the working directory. The file may be packed by gzip. */
  readonly path: string | URL;
  /** The columns to read; the file may have more. */
  readonly schema: S;
  readonly eventTime: E;
  /** In which unit numbers count the time since 1970; without one, numbers are no timestamps. */
  readonly timeUnit?: TimeUnit | undefined;
  /** What becomes of records that cannot be read: the default is to fail at the first. */
  readonly badRecords?: BadRecordPolicy | undefined;
}

/** The names of columns in the file, where they are others than in the schema. */
export type NamesInFile = Readonly<Record<string, string>>;

/** The records of a file of this format, first to last, with the event times that they bring. */
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
    what: `${/^[AN]/.test(name) ? 'an' : 'a'} ${name} source reads files of this machine`,
    remedy: 'Download the file, and give its path.',
  });
}

interface FileToLoad {
  readonly path: string;
  readonly columns: readonly FileColumn[];
  readonly timeUnit?: TimeUnit | undefined;
  readonly badRecords?: BadRecordPolicy | undefined;
}

/** Opens the file, reads it, and closes it whatever happens. */
async function loadFile(
  format: Format,
  { path, columns, timeUnit, badRecords = 'fail' }: FileToLoad,
  limit: number,
  open: OpenFile,
): Promise<Recording> {
  try {
    const file = await open(path);
    try {
      const bad = new BadRecords(path, badRecords);
      const rows = new RecordedRows(columns, format.cells(timeUnit), limit, bad);
      try {
        await format.read({ path, file, columns, timeUnit }, rows);
      } catch (error) {
        bad.abandon();
        throw error;
      }
      return { records: rows.table, badRecords: bad.finish() };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, path);
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
