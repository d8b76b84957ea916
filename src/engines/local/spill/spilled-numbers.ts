import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { StreamBenchError } from '../../../errors.ts';
import { programBeside } from '../../../processes/program-beside.ts';

const program = programBeside(import.meta.url, 'spill-thread');
/** Half a megabyte. */
const chunkNumbers = 1 << 16;
/** For about a second in which the disk does not take any. */
const chunkCount = 16;

/** The memory that the thread which writes shares with the one that measures. */
export interface SpillMemory {
  /** By `place`. */
  readonly control: Int32Array;
  readonly chunks: readonly Float64Array[];
}

/** Indices in `control`. `filled` and `written` count chunks. `failed`: an error number of the system, or 0. */
export const place = { filled: 0, written: 1, failed: 2, ended: 3 } as const;

/** A sequence of numbers that is in a file, apart from its end. To append one takes as long as to store it. */
export class SpilledNumbers {
  /** For how long `push` waited for the disk. */
  waitedNanos = 0;
  readonly #path: string;
  readonly #memory: SpillMemory;
  readonly #worker: Worker;
  #chunk: Float64Array;
  #at = 0;
  #filled = 0;

  /** `path`: of a file that does not exist yet. */
  constructor(path: string) {
    this.#path = path;
    this.#memory = {
      control: new Int32Array(new SharedArrayBuffer(4 * Object.keys(place).length)),
      chunks: Array.from({ length: chunkCount }, () =>
        new Float64Array(new SharedArrayBuffer(8 * chunkNumbers)).fill(0),
      ),
    };
    this.#chunk = this.#memory.chunks[0];
    closeSync(openSync(path, 'wx'));
    this.#worker = new Worker(program, { workerData: { path, memory: this.#memory } });
    this.#worker.unref();
  }

  push(value: number): void {
    this.#chunk[this.#at++] = value;
    if (this.#at === chunkNumbers) this.#next();
  }

  /** All numbers in their order, in pieces. Nothing may be appended meanwhile. */
  *pieces(): Generator<Float64Array> {
    this.#waitWhile(() => this.#isBehind(1));
    const file = openSync(this.#path, 'r');
    const piece = new Float64Array(chunkNumbers);
    try {
      for (let read = 0; read < this.#filled; read++) {
        readWhole(file, new Uint8Array(piece.buffer));
        yield piece;
      }
      yield this.#chunk.subarray(0, this.#at);
    } finally {
      closeSync(file);
    }
  }

  async close(): Promise<void> {
    const { control } = this.#memory;
    Atomics.store(control, place.ended, 1);
    Atomics.notify(control, place.filled);
    await this.#worker.terminate();
    rmSync(this.#path, { force: true });
  }

  #next(): void {
    const { control, chunks } = this.#memory;
    Atomics.store(control, place.filled, ++this.#filled);
    Atomics.notify(control, place.filled);
    if (this.#isBehind(chunkCount)) this.#waitForDisk();
    this.#chunk = chunks[this.#filled % chunkCount];
    this.#at = 0;
  }

  #waitForDisk(): void {
    const startMs = performance.now();
    this.#waitWhile(() => this.#isBehind(chunkCount));
    this.waitedNanos += (performance.now() - startMs) * 1e6;
  }

  /** Whether so many chunks are not written yet. */
  #isBehind(chunks: number): boolean {
    return this.#filled - Atomics.load(this.#memory.control, place.written) >= chunks;
  }

  #waitWhile(isBusy: () => boolean): void {
    while (isBusy()) {
      const failed = Atomics.load(this.#memory.control, place.failed);
      if (failed !== 0) throw notWritten(this.#path, failed);
    }
  }
}

/** A read may return fewer bytes than it was asked for. */
function readWhole(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    const read = readSync(file, bytes.subarray(done));
    if (read === 0) throw new RangeError('the file is shorter than what was written to it');
    done += read;
  }
}

function notWritten(where: string, errorNumber: number): StreamBenchError {
  const what = `the log of the unit cannot be written (error ${errorNumber} of the system)`;
  return new StreamBenchError({ kind: 'environment', where, what, remedy: 'Free some space, or set TMPDIR.' });
}
