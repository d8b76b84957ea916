import { livenessCheckMs } from '../threads/thread-end.ts';

/** What a sink's thread is asked to do besides writing rows. It answers `flush` by `none` and `close` by `closed`. */
export type SinkOrder = 'none' | 'flush' | 'close' | 'closed';

export type SinkOrderMemory = SharedArrayBuffer;

const orders: readonly SinkOrder[] = ['none', 'flush', 'close', 'closed'];
const place = { order: 0, position: 1 } as const;

export function sinkOrderMemory(): SinkOrderMemory {
  return new SharedArrayBuffer(8);
}

/** The order and the position handed over, for both threads. A position fits into 31 bits: no unit has more records. */
export class SinkOrders {
  readonly #words: Int32Array;

  constructor(memory: SinkOrderMemory) {
    this.#words = new Int32Array(memory);
  }

  get position(): number {
    return Atomics.load(this.#words, place.position);
  }

  set position(position: number) {
    Atomics.store(this.#words, place.position, position);
  }

  get order(): SinkOrder {
    return orders[Atomics.load(this.#words, place.order)];
  }

  set order(order: SinkOrder) {
    Atomics.store(this.#words, place.order, orders.indexOf(order));
    Atomics.notify(this.#words, place.order);
  }

  /** Gives `order` if the present one is `expected`. */
  replace(expected: SinkOrder, order: SinkOrder): void {
    Atomics.compareExchange(this.#words, place.order, orders.indexOf(expected), orders.indexOf(order));
  }

  /** Returns once the order is no longer this one, or the thread that should follow it is gone. */
  waitWhile(order: SinkOrder, isThreadGone: () => boolean): void {
    while (Atomics.wait(this.#words, place.order, orders.indexOf(order), livenessCheckMs) === 'timed-out') {
      if (isThreadGone()) return;
    }
  }
}
