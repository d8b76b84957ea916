import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import { isRunning } from '../processes/running.ts';
import { readBoundedText } from './bounded-text.ts';
import { filePlace } from './file-place.ts';
import { makeFolder, removeEmpty } from './folders.ts';
import { reasonOf } from './whole-file.ts';

/** The process that holds a lock. */
interface Owner {
  readonly pid: number;
  readonly host: string;
}

const textKind = { maxBytes: 1 << 20, remedy: 'Delete it, if no stream-bench is running.' };

/**
 * Keeps a second process away from an output while the first one measures: `<path>.lock`, with the number of its
 * process. A lock whose process has ended is taken over. Locks nothing where the output is a device or a FIFO.
 *
 * @returns removes the lock
 * @throws StreamBenchError if another process holds it, or the file cannot be made
 */
export function lockOutput(path: string): () => void {
  const place = filePlace(path);
  if (place.kind === 'stream') return () => {};
  const lock = `${place.path}.lock`;
  const made = attempt(lock, () => makeFolder(dirname(lock)));
  try {
    takeLock(lock, path);
  } catch (error) {
    removeEmpty(made);
    throw error;
  }
  const release = (): void => {
    process.off('exit', release);
    rmSync(lock, { force: true });
    removeEmpty(made);
  };
  process.on('exit', release);
  return release;
}

function takeLock(lock: string, path: string): void {
  if (create(lock)) return;
  const owner = ownerOf(lock);
  if (owner !== undefined && isHeld(owner)) throw held(lock, path, owner);
  rmSync(lock, { force: true });
  if (!create(lock)) throw held(lock, path, ownerOf(lock));
}

/** False if there is a lock already. */
function create(lock: string): boolean {
  const file = attempt(lock, () => openNew(lock));
  if (file === undefined) return false;
  writeFileSync(file, `${JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner)}\n`);
  closeSync(file);
  return true;
}

function openNew(lock: string): number | undefined {
  try {
    return openSync(lock, 'wx');
  } catch (error) {
    if (reasonOf(error) === 'EEXIST') return undefined;
    throw error;
  }
}

/** Undefined if the file is empty: its process ended as it made it. Throws if it is no lock. */
function ownerOf(lock: string): Owner | undefined {
  const text = readBoundedText(lock, textKind);
  if (text === '') return undefined;
  try {
    const { pid, host } = JSON.parse(text) as Partial<Owner>;
    if (Number.isInteger(pid) && typeof host === 'string') return { pid: pid!, host };
  } catch {
    // No JSON, and so no lock.
  }
  throw new StreamBenchError({
    kind: 'input',
    what: 'this file is needed as a lock, but it is something else',
    where: lock,
    remedy: 'Delete it, or name another file with --out.',
  });
}

/** A process of another machine cannot be seen from here, so it counts as running. */
function isHeld({ pid, host }: Owner): boolean {
  return host !== hostname() || isRunning(pid);
}

function held(lock: string, path: string, owner: Owner | undefined): StreamBenchError {
  const by = owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.host}`;
  return new StreamBenchError({
    kind: 'environment',
    what: `${by} is measuring for this file`,
    where: path,
    remedy: `Wait for it, or name another file with --out. If it has ended, delete ${lock}.`,
  });
}

function attempt<T>(lock: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new StreamBenchError(
      {
        kind: 'environment',
        what: `the lock of the output cannot be made (${reasonOf(error)})`,
        where: lock,
        remedy: 'Name another place with --out.',
      },
      error,
    );
  }
}
