import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import type { Result } from './result.ts';
import { isFolder, reasonOf, writeWhole } from './whole-file.ts';

/** `results/run-<time>.json`, with a time that sorts and that file systems allow. */
export function defaultResultPath(startedAt: string): string {
  return `results/run-${startedAt.replaceAll(':', '')}.json`;
}

/** Makes the file's folder. Throws where the file could not be written: better before a measurement than after it. */
export function checkWritable(path: string): void {
  try {
    makeFolder(dirname(resolve(path)));
    accessSync(dirname(resolve(path)), constants.W_OK);
  } catch (error) {
    throw cannotWrite(path, error);
  }
  if (isFolder(resolve(path))) throw cannotWrite(path, 'it is a folder');
}

/** Writes the whole document or nothing: a full disk leaves no half a file, and an older one as it was. */
export function writeResult(path: string, result: Result): void {
  try {
    writeWhole(path, `${JSON.stringify(result, null, 2)}\n`);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** Folder by folder: Node's own `recursive` never returns where the system says ENOENT below a folder that is there (/proc). */
function makeFolder(path: string): void {
  if (isFolder(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function cannotWrite(path: string, error: unknown): StreamBenchError {
  return new StreamBenchError(
    { kind: 'environment', what: `the result cannot be saved (${reasonOf(error)})`, where: path, remedy: 'Name another place with --out, or use --no-save.' },
    error,
  );
}
