import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** How long small writes take until fdatasync says that they survive a loss of power, one after the other. Throws where nothing can be written. */
export function fsyncTimesMicros(directory: string, count: number): number[] {
  const folder = mkdtempSync(join(directory, 'stream-bench-'));
  const file = openSync(join(folder, 'fsync'), 'w');
  try {
    return Array.from({ length: count }, () => {
      const start = performance.now();
      writeSync(file, 'one line, as a commit would write\n');
      fdatasyncSync(file);
      return (performance.now() - start) * 1000;
    });
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}
