import { fate } from '../../src/columns/fate.ts';
import type { Value } from '../../src/columns/column-type.ts';
import type { Table } from '../../src/columns/table.ts';
import { RecordColumns } from './record-columns.ts';
import { invoked, type Invoked, type Rival } from './rival.ts';

const withinMicros = 10_000_000;
const delayMicros = 4_000_000;
const category = 10;

/**
 * Nexmark's query 20 as code by hand, of the same generality as the step: records in any order, late ones, any auction,
 * also several of one number; the fate and the cause of each record are noted. It keeps places of records, and copies
 * their other columns only for rows.
 */
export const intervalJoinByHand: Rival = {
  name: 'by hand',
  open: (_, records, size) => invoked(new IntervalJoinByHand(records), records, size),
};

class IntervalJoinByHand implements Invoked {
  late = 0;
  readonly fates: Uint8Array;
  readonly causes: number[] = [];
  readonly #time: ArrayLike<number>;
  readonly #kind: ArrayLike<number>;
  readonly #auction: ArrayLike<number>;
  readonly #category: ArrayLike<number>;
  readonly #bidKind: number;
  readonly #auctionKind: number;
  /** In a typed array, because to store a fraction in a property may allocate. */
  readonly #watermark = Float64Array.of(-Infinity);
  readonly #bids: KeptRows;
  readonly #auctions: KeptRows;
  readonly #ofBids: RecordColumns;
  readonly #ofAuctions: RecordColumns;

  constructor(records: Table) {
    this.#ofBids = new RecordColumns(records, ['auction', 'person', 'price', 'channel', 'url', 'time', 'extra']);
    const names = [
      'itemName',
      'description',
      'initialBid',
      'reserve',
      'expires',
      'person',
      'category',
      'time',
      'extra',
    ];
    this.#ofAuctions = new RecordColumns(records, names);
    this.fates = new Uint8Array(records.length + 1);
    this.#time = records.column('time').values;
    this.#kind = records.column('kind').values;
    this.#auction = records.column('auction').values;
    this.#category = records.column('category').values;
    this.#bidKind = records.dictionary.encode('bid');
    this.#auctionKind = records.dictionary.encode('auction');
    this.#bids = new KeptRows(this.#time, this.#auction);
    this.#auctions = new KeptRows(this.#time, this.#auction);
  }

  invoke(from: number, to: number): void {
    const [time, kind, watermark] = [this.#time, this.#kind, this.#watermark];
    for (let row = from; row < to; row++) {
      if (kind[row] === this.#bidKind) this.#match(row, this.#bids, this.#auctions, true);
      else if (kind[row] === this.#auctionKind && this.#category[row] === category)
        this.#match(row, this.#auctions, this.#bids, false);
      const next = time[row] - delayMicros;
      if (next > watermark[0]) {
        watermark[0] = next;
        this.#bids.forgetBefore(next - withinMicros);
        this.#auctions.forgetBefore(next - withinMicros);
      }
    }
  }

  finish(): void {}

  rows(): readonly (readonly Value[])[] {
    return Array.from({ length: this.#ofBids.length }, (_, row) => [
      ...this.#ofBids.values(row),
      ...this.#ofAuctions.values(row),
    ]);
  }

  #match(row: number, own: KeptRows, others: KeptRows, isBid: boolean): void {
    const at = this.#time[row];
    const expired = this.#watermark[0] - withinMicros;
    for (const other of others.of(this.#auction[row])) {
      const otherAt = this.#time[other];
      if (otherAt < expired || Math.abs(otherAt - at) > withinMicros) continue;
      this.fates[row] = fate.emitted;
      this.causes.push(row);
      this.#ofBids.append(isBid ? row : other);
      this.#ofAuctions.append(isBid ? other : row);
    }
    if (at < expired) this.late++;
    else {
      if (this.fates[row] === fate.dropped) this.fates[row] = fate.absorbed;
      own.add(row);
    }
  }
}

const none: readonly number[] = [];

/** Places of records by auction, and in the order in which they came, which is nearly that of their times. */
class KeptRows {
  readonly #time: ArrayLike<number>;
  readonly #auction: ArrayLike<number>;
  readonly #byAuction = new Map<number, number[]>();
  #queue: number[] = [];
  #head = 0;

  constructor(time: ArrayLike<number>, auction: ArrayLike<number>) {
    this.#time = time;
    this.#auction = auction;
  }

  of(auction: number): readonly number[] {
    return this.#byAuction.get(auction) ?? none;
  }

  add(row: number): void {
    const own = this.#byAuction.get(this.#auction[row]);
    if (own === undefined) this.#byAuction.set(this.#auction[row], [row]);
    else own.push(row);
    this.#queue.push(row);
  }

  /** A row that came after one of a later time is forgotten with that one. */
  forgetBefore(micros: number): void {
    while (this.#head < this.#queue.length && this.#time[this.#queue[this.#head]] < micros) {
      const row = this.#queue[this.#head++];
      const own = this.#byAuction.get(this.#auction[row])!;
      if (own.length === 1) this.#byAuction.delete(this.#auction[row]);
      else own.splice(own.indexOf(row), 1);
    }
    if (this.#head < 65_536) return;
    this.#queue = this.#queue.slice(this.#head);
    this.#head = 0;
  }
}
