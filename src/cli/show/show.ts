import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { availableEngines, rowsByBatch } from '../../engines/available.ts';
import { OneAtATime } from '../../engines/one-at-a-time.ts';
import { rowsFileName, type RowsReport, type RowsRequest } from '../../engines/rows.ts';
import { unitSpec, type UnitSpec } from '../../engines/unit-spec.ts';
import { reasonOf, StreamBenchError } from '../../errors.ts';
import { lateRecordsOf } from '../../experiments/late-records.ts';
import { guardOutputs, outputError, type OutputFile } from '../../files/output-guard.ts';
import { filePlace } from '../../files/file-place.ts';
import { WholeFile } from '../../files/whole-file.ts';
import { clearAbandonedFolders, makeTemporaryFolder } from '../../processes/temporary-folder.ts';
import { paragraph } from '../../reports/paragraph.ts';
import { rowFormatKinds, type RowFormatKind } from '../../row-formats/kinds.ts';
import { loadOutside } from '../../workloads/load-outside.ts';
import { withReplay } from '../../workloads/replay.ts';
import { clearDeadLetters, deadLettersOf, inputsOf } from '../experiment/guard-experiment.ts';
import { recordedOf } from '../options/replay-options.ts';
import type { Terminal } from '../terminal.ts';
import { defaultLimit, type ShowOptions } from './options.ts';
import { rowsTable } from './rows-table.ts';
import { showSettings } from './settings.ts';

const rowsFileKind = 'file of rows';
const otherwise = 'Name another file with --out.';
/** A table is laid out in memory. */
const longestTable = 100_000;

/** Prints the rows of a pipeline as a table, or writes them in another format to standard output or a file. */
export async function show(nameOrPath: string, options: ShowOptions, terminal: Terminal): Promise<void> {
  const request = requestOf(options);
  const notify = (text: string) => terminal.stderr.write(text);
  const workload = await withReplay(
    await loadOutside(nameOrPath, { timeoutMs: undefined, notify }),
    recordedOf(options),
  );
  const inputs = inputsOf(workload, nameOrPath);
  guardOutputs([...deadLettersOf(workload), ...rowsFileOf(options)], { inputs, force: options.force === true });
  clearDeadLetters(workload);
  const settings = showSettings(workload, nameOrPath, options, availableEngines({ temporary: tmpdir() }));
  const spec = unitSpec(settings, settings.configurations[0], 0);
  await withRows(spec, request, terminal, async (report, file) => {
    const late = lateRecordsOf([withoutPeriod(report)], settings.records);
    const said = [counts(report), ...(late === undefined ? [] : [late.text])];
    await deliver({ report, file, said }, request, options, terminal);
  });
}

/** No file of rows is known by its beginning. */
function rowsFileOf({ out }: ShowOptions): OutputFile[] {
  return out === undefined ? [] : [{ path: out, what: rowsFileKind, otherwise }];
}

function requestOf({ limit, rows, format, out }: ShowOptions): RowsRequest {
  const chosen = format ?? (out === undefined ? null : formatByEnding(out));
  if (chosen === 'parquet' && out === undefined) {
    const what = 'Parquet is no text, so it is written to a file only';
    throw new StreamBenchError({ kind: 'input', where: '--format', what, remedy: 'Name the file with --out.' });
  }
  if (chosen !== null) return { format: chosen, limit: limit ?? null };
  return { format: null, limit: Math.min(limit ?? (rows === 'all' ? Infinity : defaultLimit), longestTable) };
}

const endings: Readonly<Record<string, RowFormatKind>> = { jsonl: 'ndjson' };

function formatByEnding(path: string): RowFormatKind {
  const ending = extname(path).slice(1).toLowerCase();
  const kind = rowFormatKinds.find((each) => each === (endings[ending] ?? ending));
  if (kind !== undefined) return kind;
  const what = 'its ending names no format in which rows can be written';
  const remedy = `Give a --format: ${rowFormatKinds.join(', ')}.`;
  throw new StreamBenchError({ kind: 'input', where: path, what, remedy });
}

/** Computes the rows in a fresh process, and removes their file when `use` has ended. */
async function withRows(
  spec: UnitSpec,
  request: RowsRequest,
  { signal, stderr }: Terminal,
  use: (report: RowsReport, file: string) => Promise<void>,
): Promise<void> {
  await clearAbandonedFolders(tmpdir());
  const folder = makeTemporaryFolder(tmpdir());
  try {
    const notify = (text: string) => stderr.write(text);
    const report = await rowsByBatch(spec, request, folder, { signal, machine: new OneAtATime(), notify });
    await use(report, join(folder, rowsFileName));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nothing is measured, so there is no measured period to tell of. */
function withoutPeriod(report: RowsReport): RowsReport {
  return { ...report, records: { measured: 0 } };
}

interface Computed {
  readonly report: RowsReport;
  readonly file: string;
  /** How many records and rows there are, and how many records were late. */
  readonly said: readonly string[];
}

async function deliver(
  { report, file, said }: Computed,
  { format, limit }: RowsRequest,
  { out }: ShowOptions,
  { stdout, stderr }: Terminal,
): Promise<void> {
  const shown = Math.min(report.rowCount, limit ?? Infinity);
  if (format === null) {
    stdout.write(tableText(report, said, shown));
  } else if (out !== undefined) {
    await write(out, file);
    const [inAndOut, ...late] = said;
    // Behind a device or a pipe there is a program that reads the rows.
    const text = paragraphs([`${inAndOut}; ${written(report, shown)} written to ${out}`, ...late]);
    (filePlace(out).kind === 'stream' ? stderr : stdout).write(text);
  } else {
    // Standard output is for the rows alone.
    const [inAndOut, ...late] = said;
    stderr.write(paragraphs([`${inAndOut}${shown < report.rowCount ? `; the first ${shown} follow` : ''}`, ...late]));
    for await (const chunk of createReadStream(file, 'utf8')) stdout.write(chunk as string);
  }
}

function paragraphs(texts: readonly string[]): string {
  return `${texts.map(paragraph).join('\n')}\n`;
}

function tableText(report: RowsReport, said: readonly string[], shown: number): string {
  const { rowCount } = report;
  if (rowCount === 0) return paragraphs(said);
  const whole = rowCount > longestTable ? '--format writes them all' : '--rows all shows them all';
  const rest = `${inWords(shown)} of ${inWords(rowCount)} rows; ${whole}.`;
  const parts = [...said.map(paragraph), rowsTable(report), ...(shown < rowCount ? [paragraph(rest)] : [])];
  return `${parts.join('\n\n')}\n`;
}

/** How many records went in, and how many rows came out. */
function counts({ recordCount, rowCount, badRecords }: RowsReport): string {
  const bad = badRecords.skipped + badRecords.deadLettered;
  const unread = bad === 0 ? '' : ` (${inWords(bad)} more could not be read)`;
  return `${amount(recordCount, 'record')} in${unread}, ${amount(rowCount, 'row')} out`;
}

function written({ rowCount }: RowsReport, shown: number): string {
  return shown < rowCount ? `the first ${inWords(shown)}` : 'all';
}

function amount(count: number, noun: string): string {
  return `${inWords(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function inWords(count: number): string {
  return count.toLocaleString('en');
}

async function write(path: string, rowsFile: string): Promise<void> {
  const target = new WholeFile(path);
  try {
    for await (const chunk of createReadStream(rowsFile)) target.write(chunk as Uint8Array);
    target.finish();
  } catch (error) {
    target.abandon();
    throw outputError({ path, what: rowsFileKind }, reasonOf(error), otherwise, error);
  }
}
