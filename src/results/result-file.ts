import { accessSync, constants, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import type { Result } from './result.ts';

/** `results/run-<time>.json`, with a time that sorts and that file systems allow. */
export function defaultResultPath(startedAt: string): string {
  return `results/run-${startedAt.replace(/\.\d+Z$/, 'Z').replaceAll(':', '')}.json`;
}

/** Throws where the file could not be written: better before a measurement than after it. */
export function checkWritable(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** Writes the whole document or nothing: a full disk leaves no half a file, and an older one as it was. */
export function writeResult(path: string, result: Result): void {
  const partial = `${path}.partial`;
  try {
    writeFileSync(partial, `${JSON.stringify(result, null, 2)}\n`);
    renameSync(partial, path);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function cannotWrite(path: string, error: unknown): StreamBenchError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new StreamBenchError(
    { kind: 'environment', what: `the result cannot be saved (${reason})`, where: path, remedy: 'Name another place with --out, or use --no-save.' },
    error,
  );
}
