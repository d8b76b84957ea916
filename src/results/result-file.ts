import { StreamBenchError } from '../errors.ts';
import type { Result } from './result.ts';
import { reasonOf, requireWritable, writeWhole } from './whole-file.ts';

/** `results/<experiment>-<time>.json`, with a time that sorts and that file systems allow. */
export function defaultResultPath(experiment: string, startedAt: string): string {
  return `results/${experiment}-${startedAt.replaceAll(':', '')}.json`;
}

/** Makes the file's folder. Throws, before the measurement, if the file cannot be written. */
export function checkWritable(path: string): void {
  attempt(path, () => requireWritable(path));
}

/** Writes the whole document or nothing. */
export function writeResult(path: string, result: Result): void {
  attempt(path, () => writeWhole(path, `${JSON.stringify(result, null, 2)}\n`));
}

function attempt(path: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    const what = `the result cannot be saved (${reasonOf(error)})`;
    throw new StreamBenchError(
      { kind: 'environment', what, where: path, remedy: 'Name another place with --out, or use --no-save.' },
      error,
    );
  }
}
