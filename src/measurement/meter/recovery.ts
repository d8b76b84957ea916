import { fate } from '../../columns/fate.ts';
import { Histogram } from '../histogram/histogram.ts';
import type { Invocation } from './invocation.ts';

/** When the load is higher, in nanoseconds since the start of the run. */
export interface Burst {
  readonly fromNanos: number;
  readonly toNanos: number;
}

/**
 * What a burst does to latency, and how long until it is over. It is over when the record next in line waits for the
 * server no longer than before the burst: an empty backlog would not do, since micro-batches hold records between
 * triggers by design. The time to drain is from the end of the burst, not from the peak, to the last commit before that.
 */
export class Recovery {
  /** The longest latency of records that came from the burst on and had an effect, until it was drained. */
  worstNanos = 0;
  #lateNanos = 0;
  #drained = false;
  readonly #before = new Histogram();
  #usualNanos: number | undefined;
  readonly #burst: Burst;
  readonly #arrivalsNanos: Float64Array;
  readonly #fates: Uint8Array;
  readonly #measuredFrom: number;
  readonly #dueNanos: (arrivalNanos: number) => number;

  constructor(
    burst: Burst,
    arrivalsNanos: Float64Array,
    fates: Uint8Array,
    measuredFrom: number,
    dueNanos: (arrivalNanos: number) => number,
  ) {
    this.#burst = burst;
    this.#arrivalsNanos = arrivalsNanos;
    this.#fates = fates;
    this.#measuredFrom = measuredFrom;
    this.#dueNanos = dueNanos;
    this.#lateNanos = burst.toNanos;
  }

  /** From the end of the burst; null where it was not drained when the records ended. */
  get drainNanos(): number | null {
    return this.#drained ? this.#lateNanos - this.#burst.toNanos : null;
  }

  observe(invocation: Readonly<Invocation>): void {
    const { from, startNanos, committedNanos } = invocation;
    if (this.#drained || from < this.#measuredFrom) return;
    const queueingNanos = Math.max(0, startNanos - this.#dueNanos(this.#arrivalsNanos[from]));
    if (startNanos < this.#burst.fromNanos) {
      this.#before.record(queueingNanos);
      return;
    }
    const isLate = queueingNanos > this.#usual();
    if (startNanos >= this.#burst.toNanos && !isLate) this.#drained = true;
    this.#noteWorst(invocation);
    if (isLate && committedNanos > this.#burst.toNanos) this.#lateNanos = committedNanos;
  }

  /** What records waited for the server before the burst. Not the longest: that is one pause of the garbage collector, or of the machine. */
  #usual(): number {
    return (this.#usualNanos ??= this.#before.quantile(99, 100) ?? 0);
  }

  /** Arrivals ascend, so the first one that counts has waited longest. */
  #noteWorst({ from, to, visibleNanos }: Readonly<Invocation>): void {
    for (let record = from; record < to; record++) {
      if (this.#fates[record] === fate.dropped || this.#arrivalsNanos[record] < this.#burst.fromNanos) continue;
      this.worstNanos = Math.max(this.worstNanos, visibleNanos - this.#arrivalsNanos[record]);
      return;
    }
  }
}
