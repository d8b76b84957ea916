import { existsSync, readFileSync } from 'node:fs';

/** The numbers of the processes that have written themselves into the file, a line each. */
export function processNumbersIn(file: string): number[] {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : [];
}
