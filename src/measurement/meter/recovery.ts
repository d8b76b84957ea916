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
  /** Whether the invocation observed last started in the burst, or after it before it was drained. */
  #isRecovering = false;
  readonly #before = new Histogram();
  #usualNanos: number | undefined;
  readonly #burst: Burst;
  readonly #arrivalsNanos: Float64Array;
  readonly #measuredFrom: number;
  readonly #dueNanos: (arrivalNanos: number) => number;

  constructor(
    burst: Burst,
    arrivalsNanos: Float64Array,
    measuredFrom: number,
    dueNanos: (arrivalNanos: number) => number,
  ) {
    this.#burst = burst;
    this.#arrivalsNanos = arrivalsNanos;
    this.#measuredFrom = measuredFrom;
    this.#dueNanos = dueNanos;
    this.#lateNanos = burst.toNanos;
  }

  /** From the end of the burst; null where it was not drained when the records ended. */
  get drainNanos(): number | null {
    return this.#drained ? this.#lateNanos - this.#burst.toNanos : null;
  }

  /** Call it before `observeEffect` for the records of the invocation. */
  observe({ from, startNanos, committedNanos }: Readonly<Invocation>): void {
    this.#isRecovering = false;
    if (this.#drained || from < this.#measuredFrom) return;
    const queueingNanos = Math.max(0, startNanos - this.#dueNanos(this.#arrivalsNanos[from]));
    if (startNanos < this.#burst.fromNanos) {
      this.#before.record(queueingNanos);
      return;
    }
    this.#isRecovering = true;
    const isLate = queueingNanos > this.#usual();
    if (startNanos >= this.#burst.toNanos && !isLate) this.#drained = true;
    if (isLate && committedNanos > this.#burst.toNanos) this.#lateNanos = committedNanos;
  }

  observeEffect(arrivalNanos: number, latencyNanos: number): void {
    if (this.#isRecovering && arrivalNanos >= this.#burst.fromNanos && latencyNanos > this.worstNanos)
      this.worstNanos = latencyNanos;
  }

  /** What records waited for the server before the burst. Not the longest: that is one pause of the garbage collector, or of the machine. */
  #usual(): number {
    return (this.#usualNanos ??= this.#before.quantile(99, 100) ?? 0);
  }
}
