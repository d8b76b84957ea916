import type { Schema } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { KeyTrie } from './key-trie.ts';
import { SlotsByTime } from './slots-by-time.ts';
import type { Watermark } from './watermark.ts';

/** With fewer rows than this, a sweep is not worth its cost. */
const leastSweep = 16;

/**
 * Rows kept by key for as long as they can matter. The rows of a key are a chain in the order of event time, whose
 * number is in the trie. Subclasses define which rows of a chain can no longer matter. A sweep prunes all chains each
 * time the number of rows has doubled since the last sweep. So at most twice the most rows that mattered at any time
 * are kept, at a constant cost for each row, however often the watermark moves.
 */
export abstract class KeyedRows {
  readonly trie = new KeyTrie();
  readonly table: Table;
  /** Event times in microseconds, by slot. */
  times = new Float64Array(16);
  /** Places in the order of arrival, by slot. */
  arrivals = new Float64Array(16);
  size = 0;
  protected readonly watermark: Watermark;
  /** How long after its event time a row can matter, in microseconds. */
  protected readonly heldMicros: number;
  readonly #free: number[] = [];
  /** By their numbers; undefined where one is free. */
  #chains: (SlotsByTime | undefined)[] = [];
  #freeChains: number[] = [];
  #arrived = 0;
  #latest = -Infinity;
  #sweepAt = leastSweep;

  constructor(schema: Schema, dictionary: Dictionary, heldMicros: number, watermark: Watermark) {
    this.table = new Table(schema, dictionary);
    this.heldMicros = heldMicros;
    this.watermark = watermark;
  }

  /** The first event time of a chain whose row can still matter, now that the watermark is where it is. */
  protected abstract neededFrom(chain: SlotsByTime): number;

  /** A slot for a row that is in no chain yet; the caller writes its cells. May sweep, so look up chains afterwards. */
  reserve(timeMicros: number): number {
    if (this.size >= this.#sweepAt) this.#sweep();
    const slot = this.#free.pop() ?? this.table.reserve();
    if (slot === this.times.length) this.#grow();
    this.times[slot] = timeMicros;
    this.arrivals[slot] = this.#arrived++;
    this.#latest = Math.max(this.#latest, timeMicros);
    this.size++;
    if (this.size === 1) this.watermark.expect(this.dueMicros);
    return slot;
  }

  /** The chain with a number; undefined if that is -1. */
  chain(number: number): SlotsByTime | undefined {
    return number < 0 ? undefined : this.#chains[number];
  }

  /** Adds a slot to the chain with this number, or to a new one if that is -1. Returns the number of the chain. */
  add(number: number, slot: number): number {
    const chain = number < 0 ? (this.#freeChains.pop() ?? this.#chains.length) : number;
    this.addTo((this.#chains[chain] ??= new SlotsByTime()), slot);
    return chain;
  }

  protected addTo(chain: SlotsByTime, slot: number): void {
    chain.add(slot, this.times);
  }

  /** Frees a slot that is in no chain any more. */
  release(slot: number): void {
    this.#free.push(slot);
    this.size--;
  }

  /** Whether the watermark has passed the time for which a row of this event time is held. */
  isExpired(timeMicros: number): boolean {
    return timeMicros + this.heldMicros < this.watermark.micros;
  }

  advance(watermarkMicros: number): void {
    if (this.size > 0 && this.#latest + this.heldMicros < watermarkMicros) this.#clear();
  }

  /** When all rows that are there may have expired. */
  get dueMicros(): number {
    return this.size === 0 ? Infinity : this.#latest + this.heldMicros;
  }

  #sweep(): void {
    const release = (slot: number): void => this.release(slot);
    this.trie.update((number) => {
      const chain = this.#chains[number]!;
      chain.removeBefore(this.neededFrom(chain), this.times, release);
      if (!chain.isEmpty) return number;
      this.#chains[number] = undefined;
      this.#freeChains.push(number);
      return -1;
    });
    this.#sweepAt = Math.max(leastSweep, this.size * 2);
  }

  #clear(): void {
    this.trie.root.clear();
    this.table.clear();
    this.#free.length = 0;
    this.#chains = [];
    this.#freeChains = [];
    this.#latest = -Infinity;
    this.#sweepAt = leastSweep;
    this.size = 0;
  }

  #grow(): void {
    const times = new Float64Array(this.times.length * 2);
    times.set(this.times);
    this.times = times;
    const arrivals = new Float64Array(times.length);
    arrivals.set(this.arrivals);
    this.arrivals = arrivals;
  }
}
