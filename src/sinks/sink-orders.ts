import { lookEveryMs } from './thread-end.ts';

/** What is asked of a sink's thread beside rows: `flush` is answered by `none`, `close` by `closed`. */
export type SinkOrder = 'none' | 'flush' | 'close' | 'closed';

export type SinkOrderMemory = SharedArrayBuffer;

const orders: readonly SinkOrder[] = ['none', 'flush', 'close', 'closed'];
const place = { order: 0, position: 1 } as const;

export function sinkOrderMemory(): SinkOrderMemory {
  return new SharedArrayBuffer(8);
}

/** The position handed over and the last order, for both threads. Positions go up to 2^31: no unit has more records. */
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

  /** Gives an order unless another one stands. */
  replace(standing: SinkOrder, order: SinkOrder): void {
    Atomics.compareExchange(this.#words, place.order, orders.indexOf(standing), orders.indexOf(order));
  }

  /** Returns once the order is no longer this one, or nobody is there to obey it. */
  waitWhile(order: SinkOrder, isNobodyThere: () => boolean): void {
    while (Atomics.wait(this.#words, place.order, orders.indexOf(order), lookEveryMs) === 'timed-out') {
      if (isNobodyThere()) return;
    }
  }
}
