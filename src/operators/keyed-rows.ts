import type { Schema } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { KeyTrie } from './key-trie.ts';

/** With fewer rows than this, a sweep is not worth its cost. */
const leastSweep = 16;

/**
 * Rows kept by key for as long as they can matter. The rows of a key are a chain whose first slot is in the trie.
 * Subclasses define the order of a chain, and which of its rows can no longer matter. A sweep prunes all chains each
 * time the number of rows has doubled since the last sweep. So at most twice the rows that matter are kept, at a
 * constant cost for each row, however often the watermark moves.
 */
export abstract class KeyedRows {
  readonly trie = new KeyTrie();
  readonly table: Table;
  /** Event times in microseconds, by slot. */
  times = new Float64Array(16);
  /** The next slot in the chain, by slot, or -1. */
  next = new Int32Array(16);
  size = 0;
  protected watermark = -Infinity;
  /** How long after its event time a row can matter, in microseconds. */
  protected readonly heldMicros: number;
  readonly #free: number[] = [];
  #latest = -Infinity;
  #sweepAt = leastSweep;

  constructor(schema: Schema, dictionary: Dictionary, heldMicros: number) {
    this.table = new Table(schema, dictionary);
    this.heldMicros = heldMicros;
  }

  /** Releases the rows of a chain that can no longer matter. Returns its new first slot, or -1. */
  protected abstract prune(first: number): number;

  /** A slot for a row that is in no chain yet; the caller writes its cells. May sweep, so look up chains afterwards. */
  reserve(timeMicros: number): number {
    if (this.size >= this.#sweepAt) this.#sweep();
    const slot = this.#free.pop() ?? this.table.reserve();
    if (slot === this.times.length) this.#grow();
    this.times[slot] = timeMicros;
    this.next[slot] = -1;
    this.#latest = Math.max(this.#latest, timeMicros);
    this.size++;
    return slot;
  }

  /** Frees a slot that is in no chain any more. */
  release(slot: number): void {
    this.#free.push(slot);
    this.size--;
  }

  /** Whether the watermark has passed the time for which a row of this event time is held. */
  isExpired(timeMicros: number): boolean {
    return timeMicros + this.heldMicros < this.watermark;
  }

  advance(watermarkMicros: number): void {
    this.watermark = watermarkMicros;
    if (this.size > 0 && this.isExpired(this.#latest)) this.#clear();
  }

  #sweep(): void {
    this.trie.update((first) => this.prune(first));
    this.#sweepAt = Math.max(leastSweep, this.size * 2);
  }

  #clear(): void {
    this.trie.root.clear();
    this.table.clear();
    this.#free.length = 0;
    this.#latest = -Infinity;
    this.#sweepAt = leastSweep;
    this.size = 0;
  }

  #grow(): void {
    const times = new Float64Array(this.times.length * 2);
    times.set(this.times);
    this.times = times;
    const next = new Int32Array(times.length);
    next.set(this.next);
    this.next = next;
  }
}
