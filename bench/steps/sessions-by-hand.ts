import { fate } from '../../src/columns/fate.ts';
import type { Table } from '../../src/columns/table.ts';
import { DueQueue } from '../../src/operators/due-queue.ts';
import { invoked, type Invoked, type Rival } from './rival.ts';

const gapMicros = 10_000_000;
const delayMicros = 4_000_000;

/**
 * Nexmark's query 11 as code by hand, of the same generality as the step: records in any order, late ones, sessions
 * that are joined by a record between them, any bidder; the fate and the cause of each record are noted.
 */
export const sessionsByHand: Rival = {
  name: 'by hand',
  open: (_, records, size) => invoked(new SessionsByHand(records), records, size),
};

interface Session {
  readonly bidder: number;
  first: number;
  last: number;
  bids: number;
  isOpen: boolean;
}

class SessionsByHand implements Invoked {
  late = 0;
  readonly fates: Uint8Array;
  readonly causes: number[] = [];
  readonly #time: ArrayLike<number>;
  readonly #bidder: ArrayLike<number>;
  readonly #kind: ArrayLike<number>;
  readonly #bid: number;
  /** In a typed array, because to store a fraction in a property may allocate. */
  readonly #watermark = Float64Array.of(-Infinity);
  /** Those of a bidder are more than the gap apart. */
  readonly #open = new Map<number, Session[]>();
  readonly #queue = new DueQueue<Session>();
  readonly #rows: number[][] = [];

  constructor(records: Table) {
    this.fates = new Uint8Array(records.length + 1);
    this.#time = records.column('time').values;
    this.#bidder = records.column('person').values;
    this.#kind = records.column('kind').values;
    this.#bid = records.dictionary.encode('bid');
  }

  invoke(from: number, to: number): void {
    const [time, bidder, kind, watermark] = [this.#time, this.#bidder, this.#kind, this.#watermark];
    for (let row = from; row < to; row++) {
      const at = time[row];
      if (kind[row] === this.#bid) {
        if (at + gapMicros + 1 <= watermark[0]) this.late++;
        else {
          if (this.fates[row] === fate.dropped) this.fates[row] = fate.absorbed;
          this.#add(bidder[row], at);
        }
      }
      const next = at - delayMicros;
      if (next > watermark[0]) {
        if (next >= this.#queue.nextMicros) this.#close(next, row);
        watermark[0] = next;
      }
    }
  }

  finish(): void {
    this.#close(Infinity, this.fates.length - 1);
  }

  rows(): readonly (readonly number[])[] {
    return this.#rows;
  }

  #add(bidder: number, at: number): void {
    const own = this.#open.get(bidder);
    if (own === undefined) {
      this.#open.set(bidder, [this.#begin(bidder, at)]);
      return;
    }
    let session: Session | undefined;
    for (let index = own.length - 1; index >= 0; index--) {
      const each = own[index];
      if (at - each.last > gapMicros || each.first - at > gapMicros) continue;
      if (session === undefined) {
        session = each;
        each.first = Math.min(each.first, at);
        each.last = Math.max(each.last, at);
        each.bids++;
      } else {
        session.first = Math.min(session.first, each.first);
        session.last = Math.max(session.last, each.last);
        session.bids += each.bids;
        each.isOpen = false;
        own.splice(index, 1);
      }
    }
    if (session === undefined) own.push(this.#begin(bidder, at));
  }

  #begin(bidder: number, at: number): Session {
    const session = { bidder, first: at, last: at, bids: 1, isOpen: true };
    this.#queue.push(at + gapMicros + 1, session);
    return session;
  }

  #close(watermark: number, cause: number): void {
    while (this.#queue.size > 0 && this.#queue.nextMicros <= watermark) {
      const session = this.#queue.pop();
      if (!session.isOpen) continue;
      const due = session.last + gapMicros + 1;
      if (due > watermark) {
        this.#queue.push(due, session);
        continue;
      }
      this.fates[cause] = fate.emitted;
      this.causes.push(cause);
      this.#rows.push([session.bidder, session.first, session.last + gapMicros, session.bids]);
      const own = this.#open.get(session.bidder)!;
      if (own.length === 1) this.#open.delete(session.bidder);
      else own.splice(own.indexOf(session), 1);
    }
  }
}
