import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { StreamBenchError } from '../../errors.ts';
import { reasonOf, requireWritable, writeWhole } from '../../results/whole-file.ts';

/** A file to write. */
export interface Output {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes all files, replacing older ones. Throws rather than replace an input or another result file, because paths in
 * the wrong order would destroy a measurement. Checks all paths before it writes the first.
 */
export function writeOutputs(outputs: readonly Output[], inputs: readonly string[]): void {
  const taken = new Set(inputs.map(identity));
  for (const { path } of outputs) {
    attempt(path, () => requireWritable(path));
    if (taken.has(identity(path))) throw refusal(path, 'it is named twice, as input or output');
    if (holdsResult(path)) throw refusal(path, 'it is a result file, which would be lost');
    taken.add(identity(path));
  }
  for (const { path, text } of outputs) attempt(path, () => writeWhole(path, text));
}

/** Equal for all paths of an existing file. */
function identity(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? resolve(path) : `${found.dev}:${found.ino}`;
}

/** Reads only the start of the file, where the name of the format is. */
function holdsResult(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const start = Buffer.alloc(200);
  const file = openSync(path, 'r');
  const length = readSync(file, start);
  closeSync(file);
  return /^\s*\{\s*"schema":\s*"stream-bench\/result@/.test(start.toString('utf8', 0, length));
}

function attempt(path: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw refusal(path, reasonOf(error), error);
  }
}

function refusal(path: string, reason: string, cause?: unknown): StreamBenchError {
  return new StreamBenchError(
    {
      kind: 'environment',
      what: `this file cannot be written (${reason})`,
      where: path,
      remedy: 'Name another place.',
    },
    cause,
  );
}
