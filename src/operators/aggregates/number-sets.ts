import { numberHash } from '../../columns/number-hash.ts';

const fewestBits = 2;
const firstPlaces = 1024;

/**
 * Sets of numbers, each with a slot. NaN equals NaN and −0 equals 0, as in a Set. Each is a hash table with open
 * addressing, at most half full, in a region of an array that all share: most sets are small, and for them objects
 * would take several times the memory, and misses of the cache, of what they hold.
 */
export class NumberSets {
  /** NaN in free places. */
  #places = new Float64Array(firstPlaces).fill(NaN);
  /** How many of them are in a region, of a set or free. */
  #end = 0;
  /** The first places of free regions, by the logarithm of their length. */
  readonly #free: number[][] = [];
  /** By slot. */
  #sets: Regions = regionsOf(0);

  /** Makes room for at least this many sets. New ones are empty. */
  grow(capacity: number): void {
    const before = this.#sets;
    this.#sets = regionsOf(capacity);
    for (const name of regionFields) this.#sets[name].set(before[name]);
  }

  size(slot: number): number {
    return this.#sets.placed[slot] + this.#sets.hasNaN[slot];
  }

  add(slot: number, value: number): void {
    const { bits, placed, hasNaN } = this.#sets;
    if (Number.isNaN(value)) {
      hasNaN[slot] = 1;
      return;
    }
    if (bits[slot] === 0) this.#enlarge(slot);
    const place = this.#placeOf(slot, value);
    if (this.#places[place] === value) return;
    this.#places[place] = value;
    if (2 * ++placed[slot] > 1 << bits[slot]) this.#enlarge(slot);
  }

  /** Adds the numbers of one set to another. Which of the two holds what it held before is not defined. */
  merge(slot: number, other: number): void {
    // Numbers in the order of their hashes fill a smaller table unevenly, so the larger one takes those of the smaller.
    if (this.#sets.placed[slot] < this.#sets.placed[other]) this.#swap(slot, other);
    const { starts, bits, hasNaN } = this.#sets;
    for (let index = 0; bits[other] > 0 && index < 1 << bits[other]; index++) {
      const value = this.#places[starts[other] + index];
      if (!Number.isNaN(value)) this.add(slot, value);
    }
    hasNaN[slot] |= hasNaN[other];
  }

  clear(slot: number): void {
    const { starts, bits, placed, hasNaN } = this.#sets;
    if (bits[slot] > 0) this.#release(starts[slot], bits[slot]);
    bits[slot] = placed[slot] = hasNaN[slot] = 0;
  }

  /** That of the value, or the free one where it belongs. */
  #placeOf(slot: number, value: number): number {
    const bits = this.#sets.bits[slot];
    const start = this.#sets.starts[slot];
    const last = (1 << bits) - 1;
    let index = numberHash(value) >>> (32 - bits);
    for (;;) {
      const found = this.#places[start + index];
      if (found === value || Number.isNaN(found)) return start + index;
      index = (index + 1) & last;
    }
  }

  /** Moves a set to a region of twice the length, or to its first one. */
  #enlarge(slot: number): void {
    const { starts, bits } = this.#sets;
    const [start, before] = [starts[slot], bits[slot]];
    bits[slot] = before === 0 ? fewestBits : before + 1;
    starts[slot] = this.#free[bits[slot]]?.pop() ?? this.#append(1 << bits[slot]);
    if (before === 0) return;
    for (let place = start; place < start + (1 << before); place++) {
      const value = this.#places[place];
      if (!Number.isNaN(value)) this.#places[this.#placeOf(slot, value)] = value;
    }
    this.#release(start, before);
  }

  #append(length: number): number {
    const start = this.#end;
    this.#end += length;
    if (this.#end > this.#places.length) {
      const before = this.#places;
      this.#places = new Float64Array(2 * Math.max(before.length, length)).fill(NaN, before.length);
      this.#places.set(before);
    }
    return start;
  }

  #release(start: number, bits: number): void {
    this.#places.fill(NaN, start, start + (1 << bits));
    (this.#free[bits] ??= []).push(start);
  }

  #swap(one: number, other: number): void {
    for (const name of regionFields) {
      const values = this.#sets[name];
      [values[one], values[other]] = [values[other], values[one]];
    }
  }
}

const regionFields = ['starts', 'bits', 'placed', 'hasNaN'] as const;

/** Where the sets are, by slot. */
interface Regions {
  /** The first place of each. */
  readonly starts: Float64Array;
  /** The logarithm of each length; 0 of a set without a region. */
  readonly bits: Uint8Array;
  /** How many numbers are in places. NaN is in none. */
  readonly placed: Float64Array;
  readonly hasNaN: Uint8Array;
}

function regionsOf(capacity: number): Regions {
  return {
    starts: new Float64Array(capacity),
    bits: new Uint8Array(capacity),
    placed: new Float64Array(capacity),
    hasNaN: new Uint8Array(capacity),
  };
}
