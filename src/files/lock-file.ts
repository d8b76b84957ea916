import { rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { reasonOf, StreamBenchError } from '../errors.ts';
import { startOf, unknownStart } from '../processes/running.ts';
import { readBoundedText } from './bounded-text.ts';
import { filePlace } from './file-place.ts';
import { makeFolder, removeEmpty } from './folders.ts';

/** The process that holds a lock. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When it was started: in a container that starts again its number may be that of another. */
  readonly start: string;
}

const textKind = { maxBytes: 1 << 20, remedy: 'Delete it, if no stream-bench is running.' };

/** What a lock is for, in words. */
export interface LockPurpose {
  /** What is locked, in errors. */
  readonly where: string;
  /** What its owner does, as in "process 7 is measuring for this file". */
  readonly doing: string;
  /** What else the user can do, as in "wait for it, or name another file". */
  readonly otherwise: string;
}

/**
 * Keeps a second process away from an output while the first one measures: `<path>.lock`. Locks nothing where the
 * output is a device or a FIFO.
 *
 * @returns removes the lock
 * @throws StreamBenchError as `lockFile` does
 */
export function lockOutput(path: string): () => void {
  const place = filePlace(path);
  if (place.kind === 'stream') return () => {};
  const doing = 'is measuring for this file';
  return lockFile(`${place.path}.lock`, { where: path, doing, otherwise: 'name another file with --out' });
}

/**
 * Makes a file with the number of this process, which keeps others away. A lock whose process has ended is taken over.
 *
 * @returns removes the lock
 * @throws StreamBenchError if another process holds it, or the file cannot be made
 */
export function lockFile(lock: string, purpose: LockPurpose): () => void {
  const made = attempt(lock, purpose, () => makeFolder(dirname(lock)));
  try {
    takeLock(lock, purpose);
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

/** Others may release the lock, or take it over, between two steps. */
const mostTries = 20;
const pauseMs = 50;
/** A process writes its lock at once after making it, but on a busy machine it may be held up between. */
const writingMs = 1000;
/** A claim is held for a few system calls. */
const longestClaimMs = 10_000;

function takeLock(lock: string, purpose: LockPurpose): void {
  for (let tries = 0; tries < mostTries; tries++) {
    if (create(lock, purpose)) return;
    const text = textOf(lock);
    if (text === undefined) continue;
    const owner = text === '' ? undefined : ownerIn(text, lock, purpose);
    if (owner !== undefined && isHeld(owner)) throw held(lock, purpose, owner);
    takeAway(lock, text, purpose);
  }
  throw held(lock, purpose, undefined);
}

/** False if there is a lock already. */
function create(lock: string, purpose: LockPurpose): boolean {
  const { pid } = process;
  const owner: Owner = { pid, host: hostname(), start: startOf(pid) ?? unknownStart };
  return attempt(lock, purpose, () => writeNew(lock, `${JSON.stringify(owner)}\n`));
}

function writeNew(lock: string, text: string): boolean {
  try {
    writeFileSync(lock, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (reasonOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined if it is gone; empty if its process ended as it made it. */
function textOf(lock: string): string | undefined {
  const text = textNow(lock);
  if (text !== '') return text;
  pause(writingMs);
  return textNow(lock);
}

function textNow(lock: string): string | undefined {
  try {
    return readBoundedText(lock, textKind);
  } catch (error) {
    if (error instanceof Error && reasonOf(error.cause) === 'ENOENT') return undefined;
    throw error;
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/**
 * Takes away a lock with this text. Only the process that has the claim does, so that none takes away a lock that
 * another has made in its place since it was read.
 */
function takeAway(lock: string, text: string, purpose: LockPurpose): void {
  const claim = `${lock}.claim`;
  if (!attempt(lock, purpose, () => writeNew(claim, ''))) {
    pause(pauseMs);
    removeAbandoned(claim);
    return;
  }
  try {
    if (textNow(lock) === text) rmSync(lock, { force: true });
  } finally {
    rmSync(claim, { force: true });
  }
}

/** A claim whose process was killed. */
function removeAbandoned(claim: string): void {
  const made = statSync(claim, { throwIfNoEntry: false });
  if (made !== undefined && Date.now() - made.mtimeMs > longestClaimMs) rmSync(claim, { force: true });
}

/** Throws if it is no lock. */
function ownerIn(text: string, lock: string, { otherwise }: LockPurpose): Owner {
  try {
    const { pid, host, start = unknownStart } = JSON.parse(text) as Partial<Owner>;
    if (Number.isInteger(pid) && typeof host === 'string') return { pid: pid!, host, start };
  } catch {
    // No JSON, and so no lock.
  }
  throw new StreamBenchError({
    kind: 'input',
    what: 'this file is needed as a lock, but it is something else',
    where: lock,
    remedy: `Delete it, or ${otherwise}.`,
  });
}

/** A process of another machine cannot be seen from here, so it counts as running. */
function isHeld({ pid, host, start }: Owner): boolean {
  if (host !== hostname()) return true;
  const current = startOf(pid);
  return current !== undefined && (start === unknownStart || start === current);
}

function held(lock: string, { where, doing, otherwise }: LockPurpose, owner: Owner | undefined): StreamBenchError {
  const by = owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.host}`;
  return new StreamBenchError({
    kind: 'environment',
    what: `${by} ${doing}`,
    where,
    remedy: `Wait for it, or ${otherwise}. If it has ended, delete ${lock}.`,
  });
}

function attempt<T>(lock: string, { otherwise }: LockPurpose, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new StreamBenchError(
      {
        kind: 'environment',
        what: `the lock cannot be made (${reasonOf(error)})`,
        where: lock,
        remedy: `${otherwise[0].toUpperCase()}${otherwise.slice(1)}.`,
      },
      error,
    );
  }
}
