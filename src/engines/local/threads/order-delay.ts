import { watchThread, type Delay, type RunDelay } from '../../../measurement/clock/run-delay.ts';

/** From so many looks on, a wait is long: about 20 µs. Shorter ones are not timed, which would take as long. */
const longWaitLooks = 1000;
/** What the system takes from an idle thread delays no order. After so long a time it is read before the next one. */
const idleMs = 0.2;

const at = { done: 0, long: 1, taken: 2 } as const;

/**
 * By how much orders to another thread are delayed by what the system takes from it: of each order that is waited for
 * at most by the wait.
 */
export class OrderDelay {
  /** What the system took so far, whether the thread was idle or not. */
  readonly #taken: () => Delay;
  /** By `at`: when the last order was done and its wait became long, and what was taken at the last reading. */
  readonly #last = new Float64Array(3);
  #ofOrderNanos = 0;
  readonly #rest = { nanos: 0, pieces: 0 };

  /** @param path of the thread's statistics; null where the system reports none, and so no delay */
  constructor(path: string | null) {
    this.#taken = watchThread(path);
  }

  /** Call it before an order is given. */
  given(): void {
    this.#ofOrderNanos = 0;
    if (performance.now() - this.#last[at.done] > idleMs) this.#read();
  }

  /** Call it after each look whether the order is done. */
  waiting(looks: number): void {
    if (looks === longWaitLooks) this.#last[at.long] = performance.now();
  }

  /** Call it when the order is done, after so many looks. */
  settled(looks: number): void {
    this.#last[at.done] = performance.now();
    if (looks <= longWaitLooks) return;
    this.#ofOrderNanos = Math.min(this.#read(), (this.#last[at.done] - this.#last[at.long]) * 1e6);
    if (this.#ofOrderNanos === 0) return;
    this.#rest.nanos += this.#ofOrderNanos;
    this.#rest.pieces++;
  }

  /** The delay of the last order. A second call returns 0. */
  take(): number {
    const nanos = this.#ofOrderNanos;
    this.#ofOrderNanos = 0;
    this.#rest.nanos -= nanos;
    return nanos;
  }

  /** What no call has taken. */
  rest(): Delay {
    return { ...this.#rest };
  }

  /** What was taken since the last reading. It takes about 2 µs. */
  #read(): number {
    const { nanos } = this.#taken();
    const since = nanos - this.#last[at.taken];
    this.#last[at.taken] = nanos;
    return since;
  }
}

/** Threads work at the same time, so an invocation is delayed by what is taken from one of them: the most. */
export function longestDelay(own: RunDelay, others: readonly OrderDelay[]): RunDelay {
  return {
    take: (limitNanos) => Math.min(limitNanos, Math.max(own.take(limitNanos), ...others.map((other) => other.take()))),
    leaveOut: (nanos) => own.leaveOut(nanos),
    leaveOutShort: (busyNanos) => own.leaveOutShort(busyNanos),
    rest() {
      const ofOwn = own.rest();
      if (ofOwn === null) return null;
      const all = [ofOwn, ...others.map((other) => other.rest())];
      const sum = (read: (delay: Delay) => number): number => all.reduce((total, delay) => total + read(delay), 0);
      return { nanos: sum(({ nanos }) => nanos), pieces: sum(({ pieces }) => pieces) };
    },
  };
}
