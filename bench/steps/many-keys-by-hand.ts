import type { Table } from '../../src/columns/table.ts';
import { fate } from '../../src/columns/fate.ts';
import { invoked, type Invoked, type Rival } from './rival.ts';

const sizeMicros = 10_000_000;
const firstPlaces = 1 << 16;
/** Places are at most half full, so that a key is found after few others. */
const mostFull = 0.5;

/** Counts and sums by key in windows as a loop by hand, with open addressing: any numbers may be keys. */
export const manyKeysByHand: Rival = {
  name: 'by hand',
  open: (_, records, size) => invoked(new ManyKeysByHand(records), records, size),
};

class ManyKeysByHand implements Invoked {
  late = 0;
  readonly fates: Uint8Array;
  readonly #time: ArrayLike<number>;
  readonly #key: ArrayLike<number>;
  readonly #amount: ArrayLike<number>;
  /** By the end of the window. */
  readonly #open = new Map<number, Sums>();
  readonly #rows: number[] = [];
  #watermark = -Infinity;
  #due = Infinity;
  #recentEnd = NaN;
  #recent: Sums | undefined;

  constructor(records: Table) {
    this.fates = new Uint8Array(records.length + 1);
    this.#time = records.column('time').values;
    this.#key = records.column('key').values;
    this.#amount = records.column('amount').values;
  }

  invoke(from: number, to: number): void {
    for (let row = from; row < to; row++) {
      const at = this.#time[row];
      const end = Math.floor(at / sizeMicros) * sizeMicros + sizeMicros;
      if (end !== this.#recentEnd) this.#lookUp(end);
      if (this.#recent === undefined) this.late++;
      else {
        this.#recent.add(this.#key[row], this.#amount[row]);
        if (this.fates[row] === fate.dropped) this.fates[row] = fate.absorbed;
      }
      if (at > this.#watermark) {
        this.#watermark = at;
        if (at >= this.#due) this.#close(at, row);
      }
    }
  }

  finish(): void {
    this.#close(Infinity, this.fates.length - 1);
  }

  rows(): readonly (readonly number[])[] {
    const all = this.#rows;
    return Array.from({ length: all.length / 5 }, (_, row) => all.slice(5 * row, 5 * row + 5));
  }

  #lookUp(end: number): void {
    this.#recentEnd = end;
    this.#recent = this.#open.get(end);
    if (this.#recent !== undefined || end <= this.#watermark) return;
    this.#recent = new Sums();
    this.#open.set(end, this.#recent);
    this.#due = Math.min(this.#due, end);
  }

  #close(at: number, cause: number): void {
    for (const end of [...this.#open.keys()].sort((left, right) => left - right)) {
      if (end > at) continue;
      this.#open.get(end)!.emit((key, count, total) => {
        this.#rows.push(key, end - sizeMicros, end, count, total);
        this.fates[cause] = fate.emitted;
      });
      this.#open.delete(end);
    }
    this.#due = Math.min(...this.#open.keys());
    this.#recentEnd = NaN;
  }
}

/** Counts and sums by key, in places that are found by a hash of the key, or behind it. */
class Sums {
  #keys = new Float64Array(firstPlaces).fill(NaN);
  #counts = new Float64Array(firstPlaces);
  #totals = new Float64Array(firstPlaces);
  #size = 0;

  add(key: number, amount: number): void {
    let place = this.#placeOf(key);
    if (this.#keys[place] !== key) {
      if (++this.#size > mostFull * this.#keys.length) {
        this.#grow();
        place = this.#placeOf(key);
      }
      this.#keys[place] = key;
    }
    this.#counts[place]++;
    this.#totals[place] += amount;
  }

  /** In the order of the keys, as the step emits them. */
  emit(row: (key: number, count: number, total: number) => void): void {
    for (const key of this.#keys.filter((each) => !Number.isNaN(each)).sort()) {
      const place = this.#placeOf(key);
      row(key, this.#counts[place], this.#totals[place]);
    }
  }

  /** That of the key, or an empty one. */
  #placeOf(key: number): number {
    const mask = this.#keys.length - 1;
    let place = (Math.imul(key | 0, 0x9e3779b1) >>> 7) & mask;
    while (this.#counts[place] > 0 && this.#keys[place] !== key) place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    const [keys, counts, totals] = [this.#keys, this.#counts, this.#totals];
    this.#keys = new Float64Array(2 * keys.length).fill(NaN);
    this.#counts = new Float64Array(2 * keys.length);
    this.#totals = new Float64Array(2 * keys.length);
    for (let old = 0; old < keys.length; old++) {
      if (counts[old] === 0) continue;
      const place = this.#placeOf(keys[old]);
      this.#keys[place] = keys[old];
      this.#counts[place] = counts[old];
      this.#totals[place] = totals[old];
    }
  }
}
