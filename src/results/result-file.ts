import { accessSync, constants, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import type { Result } from './result.ts';

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
  const partial = `${path}.partial`;
  try {
    writeFileSync(partial, `${JSON.stringify(result, null, 2)}\n`);
    renameSync(partial, path);
  } catch (error) {
    if (!isFolder(partial)) rmSync(partial, { force: true });
    throw cannotWrite(path, error);
  }
}

/** Folder by folder: Node's own `recursive` never returns where the system says ENOENT below a folder that is there (/proc). */
function makeFolder(path: string): void {
  if (isFolder(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function cannotWrite(path: string, error: unknown): StreamBenchError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new StreamBenchError(
    { kind: 'environment', what: `the result cannot be saved (${reason})`, where: path, remedy: 'Name another place with --out, or use --no-save.' },
    error,
  );
}
