import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { didYouMean, firstLine, StreamBenchError } from '../errors.ts';
import { requireRegular } from '../files/bounded-text.ts';
import { importFile, importRemedy } from './import-file.ts';
import { workloads } from './index.ts';
import { workload, type Workload } from './workload.ts';

const fileKind = { maxBytes: 2 ** 24, remedy: 'Name a pipeline file, such as ./my-pipeline.ts.' };

/**
 * The workload of that name or, if it looks like a path, the default export of that pipeline file. Of a recording it is
 * its records as texts, for jobs that know what is in them.
 *
 * @throws StreamBenchError if there is no such workload, or if the file does not load
 */
export async function loadWorkload(nameOrPath: string): Promise<Workload> {
  if (Object.hasOwn(workloads, nameOrPath)) return workloads[nameOrPath]();
  if (recordingEnding.test(nameOrPath)) return ofLines(nameOrPath);
  if (!isPipelineFile(nameOrPath)) throw unknownWorkload(nameOrPath);
  const path = resolve(nameOrPath);
  if (!existsSync(path)) {
    throw missingFile(nameOrPath);
  }
  requireRegular(path, fileKind);
  return workloadOf(await importPipeline(path, nameOrPath), nameOrPath);
}

/** Read without a schema. */
const recordingEnding = /\.(ndjson|jsonl|csv)(\.gz)?$/i;

async function ofLines(path: string): Promise<Workload> {
  // Loaded on demand: few commands read lines.
  const { recordedLines } = await import('../sources/recorded-lines.ts');
  const source = recordedLines(path);
  return workload({ name: source.name, source, pipeline: (records) => records });
}

function missingFile(path: string): StreamBenchError {
  const others = namesIn(dirname(path)).filter((name) => pipelineEnding.test(name));
  const remedy = didYouMean(basename(path), others) ?? 'stream-bench init writes one to begin with.';
  return new StreamBenchError({ kind: 'input', what: 'there is no such pipeline file', where: path, remedy });
}

/** None where the folder is missing, or cannot be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const pipelineEnding = /\.[cm]?[jt]s$/;

/** Whether this means a file, whose code is that of a user, and not a workload of this program. */
export function isPipelineFile(nameOrPath: string): boolean {
  if (Object.hasOwn(workloads, nameOrPath) || recordingEnding.test(nameOrPath)) return false;
  return /[/\\]/.test(nameOrPath) || pipelineEnding.test(nameOrPath);
}

function unknownWorkload(name: string): StreamBenchError {
  const names = Object.keys(workloads);
  return new StreamBenchError({
    kind: 'input',
    what: `there is no workload '${name}'`,
    remedy: didYouMean(name, names) ?? "'stream-bench list' shows the names. A pipeline file is given by its path.",
  });
}

async function importPipeline(path: string, shown: string): Promise<unknown> {
  try {
    return await importFile(path);
  } catch (error) {
    const where = placeIn(path, shown, error);
    if (error instanceof StreamBenchError) throw new StreamBenchError({ ...error.problem, where }, error);
    const what =
      error instanceof Error
        ? `the pipeline file does not load: ${firstLine(error.message)}`
        : 'the pipeline file does not load';
    const remedy = importRemedy(error);
    throw new StreamBenchError({ kind: 'input', what, where, ...(remedy !== undefined && { remedy }) }, error);
  }
}

/** `file:line` of the first place in the file that the error's stack names, or only the file. */
export function placeIn(path: string, shown: string, error: unknown): string {
  // The file may have changed how stacks are made.
  const stack: unknown = error instanceof Error ? error.stack : undefined;
  if (typeof stack !== 'string') return shown;
  const [, rest] = stack.split(`${basename(path)}:`, 2);
  const line = /^\d+/.exec(rest ?? '')?.[0];
  return line === undefined ? shown : `${shown}:${line}`;
}

function workloadOf(module: unknown, shown: string): Workload {
  const exported = (module as { default?: Partial<Workload> }).default;
  // A tag and not a class, because a file may have loaded another copy of the package.
  if (exported?.kind === 'workload') return exported as Workload;
  throw new StreamBenchError({
    kind: 'input',
    what: 'the pipeline file exports no workload',
    where: shown,
    remedy: 'Write: export default workload({ name, source, pipeline }).',
  });
}
