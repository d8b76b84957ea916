import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isOfSpec, type ColumnSpec, type Schema } from '../../src/columns/column-type.ts';
import type { Table } from '../../src/columns/table.ts';
import { maxRecords } from '../../src/engines/schedule/record-count.ts';
import { StreamBenchError } from '../../src/errors.ts';
import { RecordRandom } from '../../src/random/random.ts';
import { formatOf, formats, type FormatKind } from '../../src/sources/formats.ts';
import { recordedFile } from '../../src/sources/recorded-file.ts';
import { brokenBytes } from './broken-bytes.ts';

/** Which files are broken, and where they are written. */
export interface Cases {
  readonly kind: FormatKind;
  readonly seed: number;
  readonly directory: string;
}

/** What became of one of them. */
export interface ReadCase {
  readonly index: number;
  readonly outcome: 'accepted' | 'refused' | 'fault';
  readonly fault?: string;
}

/** Most memory of this process, in KiB as `resourceUsage` states it, and the longest time to read a small file. */
const maxRssKiB = 2 * 1024 * 1024;
const maxMs = 5000;
/** One in so many files is packed before it is broken. */
const gzipEvery = 8;

const schema: Schema = { n: 'integer', text: 'text?' };
const schemas: Readonly<Record<string, Schema>> = {
  pandas: { time: 'timestamp', n: 'integer', user: 'text', none: 'text?' },
  polars: { n: 'integer', user: 'text' },
  dates: { time: 'timestamp' },
  decimals: { x: 'float?' },
  nanoseconds: { time: 'timestamp?' },
  int96: { time: 'timestamp' },
  'times-as-text': { time: 'timestamp' },
  'dictionary-after-records': { amount: 'integer', user: 'text' },
};

interface Valid {
  readonly bytes: Buffer;
  readonly schema: Schema;
}

const fixtures = join(import.meta.dirname, '../../src/sources/fixtures');

/** The valid files: for text formats written here, for binary ones those of the conformance suite. */
function validFiles(kind: FormatKind): Valid[] {
  const rows = Array.from({ length: 300 }, (_, n) => ({
    n: n * 7919,
    text: n % 5 === 0 ? 'two\nlines, "quoted"' : `ü ${n}`,
  }));
  if (kind === 'csv') {
    const lines = rows.map(({ n, text }) => `${n},"${text.replaceAll('"', '""')}"`);
    return ['\n', '\r\n'].map((end) => ({ bytes: Buffer.from(['n,text', ...lines].join(end)), schema }));
  }
  if (kind === 'ndjson') {
    return [{ bytes: Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')), schema }];
  }
  const { endings } = formats[kind];
  return readdirSync(fixtures)
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => ({ name: name.replace(/\.\w+$/, ''), bytes: readFileSync(join(fixtures, name)) }))
    .filter(({ name }) => name.startsWith('packed') || Object.hasOwn(schemas, name))
    .map(({ name, bytes }) => ({ bytes, schema: schemas[name] ?? schema }));
}

const cases = JSON.parse(process.argv[2]) as Cases;
const valid = validFiles(cases.kind);

/** Answers each message, the number of a case, with what became of it. */
process.on('message', (index: number) => {
  void readCase(index).then((answer) => process.send!(answer));
});

async function readCase(index: number): Promise<ReadCase> {
  const random = new RecordRandom(cases.seed).at(index);
  const one = valid[random.integer(valid.length)];
  const other = valid[random.integer(valid.length)];
  const isPacked = random.integer(gzipEvery) === 0;
  const bytes = brokenBytes(isPacked ? gzipSync(one.bytes) : one.bytes, random, other.bytes);
  const path = join(cases.directory, `broken${formats[cases.kind].endings[0]}`);
  writeFileSync(path, bytes);
  const start = performance.now();
  const read = await outcomeOf(path, one.schema, random.integer(2) === 0);
  const ms = performance.now() - start;
  if (ms > maxMs) return { index, outcome: 'fault', fault: `it took ${Math.round(ms)} ms` };
  const { maxRSS } = process.resourceUsage();
  if (maxRSS > maxRssKiB)
    return { index, outcome: 'fault', fault: `the process took ${Math.round(maxRSS / 1024)} MiB` };
  return { index, ...read };
}

/** Reads a file as a unit reads a recording. What ends neither in rows nor in words is a fault. */
async function outcomeOf(path: string, columns: Schema, skips: boolean): Promise<Omit<ReadCase, 'index'>> {
  const [eventTime] = Object.keys(columns);
  const file = { path, schema: columns, eventTime, badRecords: skips ? 'skip' : 'fail' } as const;
  try {
    const { records } = await recordedFile(formatOf(path), file).load(maxRecords + 1);
    const wrong = wrongRow(records, Object.values(columns));
    return wrong === undefined ? { outcome: 'accepted' } : { outcome: 'fault', fault: `a row is ${wrong}` };
  } catch (error) {
    if (error instanceof StreamBenchError && error.problem.where !== undefined) return { outcome: 'refused' };
    return { outcome: 'fault', fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** A row that a plan cannot be run on; undefined if there is none. */
function wrongRow(records: Table, specs: readonly ColumnSpec[]): string | undefined {
  for (let row = 0; row < records.length; row++) {
    const values = records.row(row);
    if (!values.every((value, column) => isOfSpec(value, specs[column]))) return JSON.stringify(values);
  }
  return undefined;
}
