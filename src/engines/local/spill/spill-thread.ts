import { openSync, writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { place, type SpillMemory } from './spilled-numbers.ts';

/** The program of the thread that writes numbers to a file, for one that must not wait for a disk. */
const {
  path,
  memory: { control, chunks },
} = workerData as { readonly path: string; readonly memory: SpillMemory };
try {
  const file = openSync(path, 'a');
  for (let written = 0; Atomics.load(control, place.ended) === 0;) {
    if (written === Atomics.load(control, place.filled)) {
      Atomics.wait(control, place.filled, written);
      continue;
    }
    writeWhole(file, new Uint8Array(chunks[written % chunks.length].buffer));
    Atomics.store(control, place.written, ++written);
  }
} catch (error) {
  Atomics.store(control, place.failed, Math.abs((error as NodeJS.ErrnoException).errno ?? 1));
}

/** A write may take fewer bytes than it was given. */
function writeWhole(to: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(to, bytes, done);
}
