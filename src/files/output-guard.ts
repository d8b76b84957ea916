import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf, StreamBenchError } from '../errors.ts';
import { filePlace, type FilePlace } from './file-place.ts';
import { makeFolder, removeEmpty } from './folders.ts';

/** A file that a command is going to write. */
export interface OutputFile {
  readonly path: string;
  /** What it will be, such as `result`. */
  readonly what: string;
  /** Whether an older file that begins with this text is of the same kind, and may be replaced. */
  readonly isOurs?: (beginning: string) => boolean;
  /** What the user can do if it cannot be written; by default to name another place. */
  readonly otherwise?: string;
}

export interface OutputGuard {
  /** Files that the command reads. They are never replaced. */
  readonly inputs: readonly string[];
  /** Whether other files may be replaced that are not ours. */
  readonly force: boolean;
}

/** Enough for a report in Markdown, which says in its last line whose it is. */
const beginningBytes = 1 << 20;

/**
 * Checks all that a command is going to write, before it does anything. Leaves the disk as it was. Throws a
 * StreamBenchError for a place that cannot be written, for an input or a file named twice, and for an older file that
 * is not ours.
 */
export function guardOutputs(outputs: readonly OutputFile[], guard: OutputGuard): void {
  const inputs = new Set(guard.inputs.flatMap(identityOf));
  const taken = new Set<string>();
  for (const output of outputs) {
    const place = attempt(output, () => requireWritable(output.path));
    // A terminal may be input and output at once.
    if (place.kind !== 'stream') {
      if (inputs.has(place.identity)) throw refusal(output, 'it is an input of this command');
      if (taken.has(place.identity)) throw refusal(output, 'two outputs have this name');
    }
    if (!guard.force) requireOurs(output, place);
    taken.add(place.identity);
  }
}

/** Empty for what is not there. */
function identityOf(path: string): string[] {
  try {
    const { kind, identity } = filePlace(path);
    return kind === 'nothing' ? [] : [identity];
  } catch {
    return [];
  }
}

/** Throws Unfit or the system's error. */
function requireWritable(path: string): FilePlace {
  if (path === '' || path === '-') throw new Unfit(`'${path}' is no file name`);
  const place = filePlace(path);
  if (place.kind === 'folder' || path.endsWith('/')) throw new Unfit('it is a folder');
  if (place.kind === 'disk') throw new Unfit('it is a whole disk');
  if (place.kind !== 'nothing') accessSync(path, constants.W_OK);
  if (place.kind !== 'stream') requireFolder(dirname(place.path));
  return place;
}

/** Only the attempt shows whether a folder can be made, as in /proc. */
function requireFolder(folder: string): void {
  const made = makeFolder(folder);
  try {
    accessSync(folder, constants.W_OK);
  } finally {
    removeEmpty(made);
  }
}

class Unfit extends Error {}

function attempt<T>(output: OutputFile, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw refusal(output, error instanceof Unfit ? error.message : reasonOf(error), error);
  }
}

/** An empty file has nothing to lose. */
function requireOurs(output: OutputFile, { path, kind }: FilePlace): void {
  if (kind !== 'file' || statSync(path).size === 0) return;
  const beginning = attempt(output, () => beginningOf(path));
  if (output.isOurs?.(beginning) === true) return;
  const unknown = output.isOurs === undefined ? `a ${output.what} has no mark` : `is no ${output.what}`;
  throw new StreamBenchError({
    kind: 'input',
    what: `this file is there already, and ${unknown} of stream-bench`,
    where: output.path,
    remedy: 'Name another file, or replace it with --force.',
  });
}

function beginningOf(path: string): string {
  const buffer = Buffer.alloc(beginningBytes);
  const file = openSync(path, 'r');
  try {
    return buffer.toString('utf8', 0, readSync(file, buffer));
  } finally {
    closeSync(file);
  }
}

function refusal(output: OutputFile, reason: string, cause?: unknown): StreamBenchError {
  return outputError(output, reason, output.otherwise, cause);
}

/** For a place that cannot be written, before or while it is. */
export function outputError(
  { path, what }: Pick<OutputFile, 'path' | 'what'>,
  reason: string,
  otherwise?: string,
  cause?: unknown,
): StreamBenchError {
  return new StreamBenchError(
    {
      kind: 'environment',
      what: `the ${what} cannot be written (${reason})`,
      where: path,
      remedy: otherwise ?? 'Name another place.',
    },
    cause,
  );
}
