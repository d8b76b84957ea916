import { StreamBenchError } from '../errors.ts';

/** A cell as a key: numbers and dictionary codes as they are, booleans as booleans, null as null. */
export type KeyCell = number | boolean | null;

/** An array is not made longer than this many places for each key, and not shorter than for one. */
const placesPerKey = 8;
/** Stays empty: most maps have all their keys in the array, and there may be as many maps as rows. */
const none = new Map<KeyCell | undefined, never>();

/**
 * A Map by the cells of a column. The values of small whole numbers, as most keys are, stand in an array: to find one
 * takes a fraction of a look-up in a Map. Keys that would leave most of the array empty are in a Map. As in a Map, NaN
 * equals NaN and −0 equals 0.
 */
export class CellMap<V> {
  /** By key; undefined where there is none. No whole number below its length is in the Map. */
  #values: (V | undefined)[] = [];
  #inArray = 0;
  #others: Map<KeyCell | undefined, V> = none;

  get size(): number {
    return this.#inArray + this.#others.size;
  }

  get(key: KeyCell | undefined): V | undefined {
    // Whatever is no whole number, or too large a one, differs from that. NaN does, too.
    const place = (key as number) | 0;
    return place === key && place >= 0 && place < this.#values.length ? this.#values[place] : this.#others.get(key);
  }

  set(key: KeyCell | undefined, value: V): void {
    const place = (key as number) | 0;
    if (place !== key || place < 0 || !this.#hasPlace(place)) {
      this.#setOther(key, value);
      return;
    }
    if (this.#values[place] === undefined) this.#inArray++;
    this.#values[place] = value;
  }

  delete(key: KeyCell | undefined): void {
    const place = (key as number) | 0;
    if (place !== key || place < 0 || place >= this.#values.length) {
      this.#others.delete(key);
      return;
    }
    if (this.#values[place] !== undefined) this.#inArray--;
    this.#values[place] = undefined;
  }

  clear(): void {
    this.#values = [];
    this.#inArray = 0;
    this.#others = none;
  }

  /** Those in the array in ascending order, then the others in the order in which they came. */
  keys(): KeyCell[] {
    const keys: KeyCell[] = [];
    for (let place = 0; place < this.#values.length; place++) if (this.#values[place] !== undefined) keys.push(place);
    // Not spread: a million arguments are too many.
    for (const key of this.#others.keys()) keys.push(key as KeyCell);
    return keys;
  }

  /** In the order of `keys`. */
  values(): V[] {
    return [...this.#values.filter((value) => value !== undefined), ...this.#others.values()];
  }

  /** Replaces each value by what `change` returns; undefined deletes its key. */
  update(change: (value: V) => V | undefined): void {
    for (let place = 0; place < this.#values.length; place++) {
      const value = this.#values[place];
      if (value === undefined) continue;
      this.#values[place] = change(value);
      if (this.#values[place] === undefined) this.#inArray--;
    }
    for (const [key, value] of this.#others) {
      const next = change(value);
      if (next === undefined) this.#others.delete(key);
      else if (next !== value) this.#others.set(key, next);
    }
  }

  #setOther(key: KeyCell | undefined, value: V): void {
    if (this.#others === none) this.#others = new Map();
    try {
      this.#others.set(key, value);
    } catch (error) {
      // V8's Map holds 2^24 entries.
      throw tooManyKeys(this.#others.size, error);
    }
  }

  /** Whether the array has this place, or may grow to have it. */
  #hasPlace(place: number): boolean {
    if (place < this.#values.length) return true;
    // A key that is there stays where it is.
    if (this.#others.has(place)) return false;
    const length = Math.max(placesPerKey, 2 ** Math.ceil(Math.log2(place + 1)));
    if (length > placesPerKey * (this.size + 1)) return false;
    while (this.#values.length < length) this.#values.push(undefined);
    for (const [key, value] of this.#others) {
      if (typeof key !== 'number' || !Number.isInteger(key) || key < 0 || key >= length) continue;
      this.#values[key] = value;
      this.#inArray++;
      this.#others.delete(key);
    }
    return true;
  }
}

function tooManyKeys(most: number, cause: unknown): StreamBenchError {
  const what = `there are more than ${most.toLocaleString('en')} distinct keys`;
  const remedy = 'Number them from 0 on, forget those that are idle, or lower --duration.';
  return new StreamBenchError({ kind: 'input', what, remedy }, cause);
}
