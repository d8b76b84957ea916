import { readFileSync } from 'node:fs';
import { StreamBenchError } from '../errors.ts';
import { Child, endInWords, type ChildEnd } from '../processes/child.ts';
import { programBeside } from '../processes/program-beside.ts';
import { Watchdog, type Phase } from '../processes/watchdog.ts';
import { isPipelineFile, loadWorkload } from './load-workload.ts';
import { fromPortable, type PortableWorkload } from './portable-workload.ts';
import type { UserCodeFault } from './user-code-faults.ts';
import type { Workload } from './workload.ts';

/** What the process of a pipeline file sends to its parent, once. */
export type LoadedMessage =
  | ({ readonly kind: 'loaded' } & PortableWorkload)
  | ({ readonly kind: 'fault' } & UserCodeFault);

export interface LoadingBounds {
  /** The longest time for a file; undefined for the default. */
  readonly timeoutMs: number | undefined;
  /** Told where loading takes long. */
  readonly notify: (text: string) => void;
}

/** Every unit loads the file anew, so this is far more than a file may take. */
const defaultTimeoutMs = 60_000;
const noticeMs = 5000;
/** Of JavaScript objects. Rows of static tables are the only large data that belong into a pipeline file. */
const maxHeapMiB = 2048;
/** Of all memory, which buffers fill without the heap. */
const maxMemoryMiB = 4096;
const memoryCheckMs = 100;

const program = programBeside(import.meta.url, 'workload-process');

/**
 * The workload of that name, or of that pipeline file. A file is loaded in a process of its own, which ends with it
 * whatever the file does: this process never runs code of users. So the functions of its workload cannot be called
 * here.
 *
 * @throws StreamBenchError if there is no such workload, or if the file does not load within its bounds
 */
export async function loadOutside(nameOrPath: string, bounds: LoadingBounds): Promise<Workload> {
  if (!isPipelineFile(nameOrPath)) return loadWorkload(nameOrPath);
  const message = await messageFrom(nameOrPath, bounds);
  if (message.kind === 'loaded') return fromPortable(message);
  const { problem, stack } = message;
  throw new StreamBenchError(problem, Object.assign(new Error(problem.what), { stack }));
}

async function messageFrom(file: string, { timeoutMs, notify }: LoadingBounds): Promise<LoadedMessage> {
  const child = new Child(program, { flags: [`--max-old-space-size=${maxHeapMiB}`], serialization: 'advanced' });
  const message = Promise.withResolvers<LoadedMessage>();
  const stop = (problem: Fault): void => {
    message.resolve({ kind: 'fault', problem: { kind: 'input', where: file, ...problem } });
    child.kill();
  };
  const watchdog = new Watchdog({
    onSlow: (phase) => notify(slowText(file, phase)),
    onOverdue: (phase) => stop(overdue(phase)),
  });
  const limitMs = timeoutMs ?? defaultTimeoutMs;
  watchdog.begin({ doing: 'loading', noticeMs: Math.min(noticeMs, limitMs / 2), limitMs });
  const memoryCheck = setInterval(() => {
    if (memoryMiB(child.pid) > maxMemoryMiB) stop(tooLarge(maxMemoryMiB));
  }, memoryCheckMs);
  child.onMessage((received) => {
    if (isLoadedMessage(received)) message.resolve(received);
  });
  void child.ended.then((end) => stop(unexplained(end)));
  child.send(file);
  try {
    return await message.promise;
  } finally {
    watchdog.stop();
    clearInterval(memoryCheck);
    // The file may have left timers, servers or loops.
    child.kill();
    await child.ended;
  }
}

function isLoadedMessage(message: unknown): message is LoadedMessage {
  const kind = (message as Partial<LoadedMessage> | null)?.kind;
  return kind === 'loaded' || kind === 'fault';
}

function slowText(file: string, { noticeMs: elapsedMs, limitMs }: Phase): string {
  return `${file} has been loading for ${elapsedMs / 1000} s. It is stopped after ${limitMs / 1000} s.\n`;
}

interface Fault {
  readonly what: string;
  readonly remedy: string;
}

function overdue({ limitMs }: Phase): Fault {
  return {
    what: `the pipeline file was not loaded within ${limitMs / 1000} s, so it was stopped`,
    remedy: 'Look for a loop without end. Each unit loads the file anew, so it should load at once.',
  };
}

/** @param limitMiB what it may have: less for objects than for all of its memory */
function tooLarge(limitMiB: number): Fault {
  return {
    what: `the pipeline file needs more memory to load than the ${limitMiB / 1024} GiB that it may`,
    remedy: 'Look for a loop that keeps what it makes. Large data belong into a recording, not into the file.',
  };
}

function unexplained(end: ChildEnd): Fault {
  if (end.ranOutOfMemory) return tooLarge(maxHeapMiB);
  const remedy =
    end.error === undefined
      ? 'Import the file by itself, with node, to see more.'
      : 'Look whether the machine is short of memory or of processes.';
  return { what: `the pipeline file did not load: its process ${endInWords(end)}`, remedy };
}

/** Memory of a process that is in use, where the system tells it; else 0. */
function memoryMiB(pid: number | undefined): number {
  try {
    const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kibibytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
