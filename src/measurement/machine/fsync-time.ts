import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../processes/temporary-folder.ts';

/**
 * Times of `count` small writes, one after the other, each with the fdatasync after which it survives a loss of power.
 * Throws if the folder cannot be written to.
 */
export function fsyncTimesMicros(directory: string, count: number): number[] {
  const folder = makeTemporaryFolder(directory);
  const file = openSync(join(folder, 'fsync'), 'w');
  try {
    return Array.from({ length: count }, () => {
      const start = performance.now();
      writeSync(file, 'one line, as in a commit\n');
      fdatasyncSync(file);
      return (performance.now() - start) * 1000;
    });
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}
