import { recordedFile } from '../sources/recorded-file.ts';
import type { RecordedFileData, RecordedSource } from '../sources/source.ts';
import type { Workload } from './workload.ts';

/** A workload as data that can be sent to another process: where it has a function, here stands its source text. */
export interface PortableWorkload {
  readonly workload: unknown;
}

/** Names the only member of what stands for a function; no column has such a name. */
const sourceText = '\0source text';

interface SourceText {
  readonly [sourceText]: string;
}

export function portable(workload: Workload): PortableWorkload {
  return { workload: mapped(workload, (value) => (isFunction(value) ? { [sourceText]: String(value) } : undefined)) };
}

/**
 * The workload in a process that has not loaded its file. All of its data are there, so it can be explained, compared
 * and scheduled, and a recording can be read. The functions of users are not: stand-ins have their source text, and
 * throw when they are called.
 */
export async function fromPortable(data: PortableWorkload): Promise<Workload> {
  const workload = mapped(data.workload, standInFor) as Workload;
  const { source } = workload;
  if (source.timeScale !== null || source.file === undefined) return workload;
  return { ...workload, source: await readable(source, source.file) };
}

async function readable({ schema, eventTime }: Workload['source'], file: RecordedFileData): Promise<RecordedSource> {
  // Loaded on demand: file readers are a sixth of all modules.
  const { formatNamed } = await import('../sources/formats.ts');
  const { format, ...reading } = file;
  return recordedFile(formatNamed(format), { schema, eventTime, ...reading });
}

function standInFor(value: unknown): (() => never) | undefined {
  return isSourceText(value) ? standIn(value[sourceText]) : undefined;
}

function standIn(text: string): () => never {
  return Object.assign(() => notLoaded(text), { toString: () => text });
}

function notLoaded(text: string): never {
  throw new Error(`a function of a pipeline file was called in a process that has not loaded the file: ${text}`);
}

/**
 * A copy of plain data. `replace` returns what takes the place of a value, or undefined where it stays. What occurs
 * twice occurs twice in the copy too: the nodes of a plan may be shared.
 */
function mapped(data: unknown, replace: (value: unknown) => unknown): unknown {
  const copies = new Map<unknown, unknown>();
  function copy(value: unknown): unknown {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
    const earlier = copies.get(value);
    if (earlier !== undefined) return earlier;
    const made = replace(value) ?? copyOf(value);
    copies.set(value, made);
    return made;
  }
  function copyOf(value: object): unknown {
    if (Array.isArray(value)) return value.map(copy);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member)]));
  }
  return copy(data);
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isSourceText(value: unknown): value is SourceText {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, sourceText);
}
