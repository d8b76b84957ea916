import { Histogram } from '../histogram/histogram.ts';
import type { Invocation } from './invocation.ts';

/** The time in which the load is higher, in nanoseconds since the start of the measurement. */
export interface Burst {
  readonly fromNanos: number;
  readonly toNanos: number;
}

/**
 * The worst latency due to a burst, and the time until the burst is drained. It is drained when the record next in line
 * waits for the server no longer than before the burst. An empty backlog is no criterion, because micro-batches hold
 * records between triggers by design. The time to drain is from the end of the burst to the last late commit.
 */
export class Recovery {
  /**
   * The longest latency of records that arrived since the start of the burst and had an effect, until it was drained.
   */
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

  /** Time from the end of the burst; null if it was not drained when the records ended. */
  get drainNanos(): number | null {
    return this.#drained ? this.#lateNanos - this.#burst.toNanos : null;
  }

  /** Call it before `observeEffect` for the records of the invocation. */
  observe({ from, startNanos, committedNanos }: Pick<Invocation, 'from' | 'startNanos' | 'committedNanos'>): void {
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

  /**
   * How long records waited for the server before the burst: the p99, because the maximum would be a single pause of
   * the garbage collector or the machine.
   */
  #usual(): number {
    return (this.#usualNanos ??= this.#before.quantile(99, 100) ?? 0);
  }
}
