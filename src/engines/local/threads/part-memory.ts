import { ringMemory, type RingMemory } from '../../../sinks/byte-ring.ts';

/** What a thread that processes a part of the records shares with the one that gives orders. */
export interface PartMemory {
  /** By `place`. */
  readonly control: Int32Array;
  /** Of all records; those of other parts stay dropped. */
  readonly fates: Uint8Array;
  /** For its rows, as bytes. */
  readonly rows: RingMemory;
}

/**
 * Indices in `control`. `order`: number of the last order, for the records from `from` to `to`; `isEnd`: 1 if it ends
 * the stream. `done`: number of the last order whose rows are all in the ring. `failed`: 1 after a failure. `late` and
 * `lateAdditions`: as in `LateCounts`, so far.
 */
export const place = { order: 0, from: 1, to: 2, isEnd: 3, done: 4, failed: 5, late: 6, lateAdditions: 7 } as const;

const rowBytes = 1 << 20;

export function partMemory(count: number): PartMemory {
  return {
    control: new Int32Array(new SharedArrayBuffer(4 * Object.keys(place).length)),
    fates: new Uint8Array(new SharedArrayBuffer(count + 1)),
    rows: ringMemory(rowBytes),
  };
}
