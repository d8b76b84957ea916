import { Histogram } from '../histogram/histogram.ts';
import type { Invocation } from './invocation.ts';
import type { RecordObserver } from './measured-records.ts';

/** Histograms of the latencies of measured records, in nanoseconds; see `MeasuredRecords` for their definition. */
export class Latency implements RecordObserver {
  readonly emitted = new Histogram();
  readonly absorbed = new Histogram();
  /** From the start of the record's invocation, as reported by harnesses that let the system set the pace. */
  readonly uncorrected = new Histogram();
  /** One value per output row, from the arrival of the record that caused it. */
  readonly result = new Histogram();
  dropped = 0;
  readonly #committed: Histogram | null;

  /** `isVisibleFirst`: readers can see effects before they are committed, so that the two latencies differ. */
  constructor(isVisibleFirst = false) {
    this.#committed = isVisibleFirst ? new Histogram() : null;
  }

  observeEffect(
    arrivalNanos: number,
    latencyNanos: number,
    { committedNanos }: Readonly<Invocation>,
    isEmitted: boolean,
  ): void {
    (isEmitted ? this.emitted : this.absorbed).record(latencyNanos);
    this.#committed?.record(committedNanos - arrivalNanos);
  }

  observeDropped(): void {
    this.dropped++;
  }

  observeRow(latencyNanos: number): void {
    this.result.record(latencyNanos);
  }

  /** `effects`: how many of the invocation's measured records had an effect. */
  observeUncorrected({ startNanos, visibleNanos }: Readonly<Invocation>, effects: number): void {
    this.uncorrected.recordMany(visibleNanos - startNanos, effects);
  }

  /** Emitted and absorbed records together. */
  all(): Histogram {
    const all = new Histogram();
    all.merge(this.emitted);
    all.merge(this.absorbed);
    return all;
  }

  /** Latencies of emitted and absorbed records until their commit, which may come after they are visible. */
  untilCommit(): Histogram {
    return this.#committed ?? this.all();
  }
}
