import { openSync, writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { place, type SpillMemory } from './spilled-numbers.ts';

/** The program of the thread that writes numbers to a file, for one that must not wait for a disk. */
const {
  path,
  memory: { control, chunks },
} = workerData as { readonly path: string; readonly memory: SpillMemory };
const file = openSync(path, 'a');
for (let written = 0; Atomics.load(control, place.ended) === 0;) {
  if (written === Atomics.load(control, place.filled)) {
    Atomics.wait(control, place.filled, written);
    continue;
  }
  const failed = writeChunk(file, chunks[written % chunks.length]);
  if (failed !== 0) {
    Atomics.store(control, place.failed, failed);
    break;
  }
  Atomics.store(control, place.written, ++written);
}

/** Writes a chunk. Returns the error number of the system, or 0. */
function writeChunk(to: number, chunk: Float64Array): number {
  try {
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let done = 0; done < bytes.length;) done += writeSync(to, bytes, done);
    return 0;
  } catch (error) {
    return Math.abs((error as NodeJS.ErrnoException).errno ?? 1);
  }
}
