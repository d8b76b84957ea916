import { fate } from '../../src/columns/fate.ts';
import type { Value } from '../../src/columns/column-type.ts';
import type { Table } from '../../src/columns/table.ts';
import { RecordColumns } from './record-columns.ts';
import { invoked, type Invoked, type Rival } from './rival.ts';

const windowMicros = 10_000_000;
const delayMicros = 4_000_000;
const k = 10;

/**
 * Nexmark's query 19 as code by hand, of the same generality as the step: records in any order, late ones, any number
 * of open windows, any auction; the fate and the cause of each record are noted. It keeps places of records, and copies
 * their other columns only for rows.
 */
export const topKByHand: Rival = {
  name: 'by hand',
  open: (_, records, size) => invoked(new TopKByHand(records), records, size),
};

class TopKByHand implements Invoked {
  late = 0;
  readonly fates: Uint8Array;
  readonly causes: number[] = [];
  readonly #rows: RecordColumns;
  readonly #ends: number[] = [];
  readonly #ranks: number[] = [];
  readonly #time: ArrayLike<number>;
  readonly #auction: ArrayLike<number>;
  readonly #price: ArrayLike<number>;
  readonly #kind: ArrayLike<number>;
  readonly #bid: number;
  /** The watermark, and the earliest end of a window. In a typed array, because to store a fraction may allocate. */
  readonly #times = Float64Array.of(-Infinity, Infinity);
  /** The places of the best bids, the best one first, by the end of the window and the auction. */
  readonly #open = new Map<number, Map<number, number[]>>();
  #recentEnd = NaN;
  #recent: Map<number, number[]> | undefined;

  constructor(records: Table) {
    const columns = ['time', 'auction', 'person', 'price', 'channel', 'url', 'extra'];
    this.#rows = new RecordColumns(records, columns);
    this.fates = new Uint8Array(records.length + 1);
    this.#time = records.column('time').values;
    this.#auction = records.column('auction').values;
    this.#price = records.column('price').values;
    this.#kind = records.column('kind').values;
    this.#bid = records.dictionary.encode('bid');
  }

  invoke(from: number, to: number): void {
    const [time, kind, times] = [this.#time, this.#kind, this.#times];
    for (let row = from; row < to; row++) {
      const at = time[row];
      if (kind[row] === this.#bid) {
        const end = Math.floor(at / windowMicros) * windowMicros + windowMicros;
        if (end <= times[0]) this.late++;
        else {
          if (this.fates[row] === fate.dropped) this.fates[row] = fate.absorbed;
          this.#add(end, row);
        }
      }
      const next = at - delayMicros;
      if (next > times[0]) {
        if (next >= times[1]) this.#close(next, row);
        times[0] = next;
      }
    }
  }

  finish(): void {
    this.#close(Infinity, this.fates.length - 1);
  }

  rows(): readonly (readonly Value[])[] {
    return this.#ends.map((end, row) => [...this.#rows.values(row), end, this.#ranks[row]]);
  }

  #add(end: number, row: number): void {
    if (end !== this.#recentEnd) this.#lookUp(end);
    const best = this.#recent!.get(this.#auction[row]);
    if (best === undefined) {
      this.#recent!.set(this.#auction[row], [row]);
      return;
    }
    let rank = best.length;
    while (rank > 0 && this.#isBetter(row, best[rank - 1])) rank--;
    if (rank === k) return;
    best.splice(rank, 0, row);
    if (best.length > k) best.pop();
  }

  /** Of equal prices the first bid is better; of one time the one that came first. */
  #isBetter(row: number, other: number): boolean {
    if (this.#price[row] !== this.#price[other]) return this.#price[row] > this.#price[other];
    return this.#time[row] < this.#time[other];
  }

  #lookUp(end: number): void {
    this.#recentEnd = end;
    this.#recent = this.#open.get(end);
    if (this.#recent !== undefined) return;
    this.#recent = new Map();
    this.#open.set(end, this.#recent);
    this.#times[1] = Math.min(this.#times[1], end);
  }

  #close(watermark: number, cause: number): void {
    const ends = [...this.#open.keys()].sort((left, right) => left - right);
    for (const end of ends.filter((each) => each <= watermark)) {
      const auctions = [...this.#open.get(end)!].sort(([left], [right]) => left - right);
      for (const [, best] of auctions)
        for (const [index, at] of best.entries()) {
          this.fates[cause] = fate.emitted;
          this.causes.push(cause);
          this.#rows.append(at);
          this.#ends.push(end);
          this.#ranks.push(index + 1);
        }
      this.#open.delete(end);
    }
    this.#times[1] = ends.find((end) => end > watermark) ?? Infinity;
    this.#recentEnd = NaN;
  }
}
