import { fate } from '../../columns/fate.ts';
import { Histogram } from '../histogram/histogram.ts';
import type { Invocation } from './invocation.ts';

/** Nanoseconds of each part, summed over records. Means add up, percentiles would not. */
export interface SplitSums {
  triggerWait: number;
  queueing: number;
  processing: number;
  commit: number;
}

/** What the latencies of some records are made of. */
export interface Split {
  readonly sums: Readonly<SplitSums>;
  readonly records: number;
}

const partCount = 4;
/** Fewer of the slowest say nothing of the slowest; as for a percentile. */
const enoughSlowest = 10;

/**
 * Where the latency of the records that had an effect went. The cut is at the actual start of the invocation:
 * trigger wait until the record was due or, if sooner, processed; queueing from due to start. For each record
 * the four parts are ≥ 0 and add up to its latency exactly.
 */
export class LatencySplit implements Split {
  readonly sums: SplitSums = { triggerWait: 0, queueing: 0, processing: 0, commit: 0 };
  readonly #latencies = new Histogram();
  /** The four sums again, of the records of each of the histogram's buckets. */
  readonly #sumsByBucket = new Float64Array(partCount * (this.#latencies.indexOf(Number.MAX_SAFE_INTEGER) + 1));
  readonly #arrivalsNanos: Float64Array;
  readonly #fates: Uint8Array;
  readonly #measuredFrom: number;
  readonly #dueNanos: (arrivalNanos: number) => number;

  /** `dueNanos`: when a record that arrives then is due: at its trigger, or at once. */
  constructor(
    arrivalsNanos: Float64Array,
    fates: Uint8Array,
    measuredFrom: number,
    dueNanos: (arrivalNanos: number) => number,
  ) {
    this.#arrivalsNanos = arrivalsNanos;
    this.#fates = fates;
    this.#measuredFrom = measuredFrom;
    this.#dueNanos = dueNanos;
  }

  get records(): number {
    return this.#latencies.count;
  }

  observe({ from, to, startNanos, processedNanos, visibleNanos }: Readonly<Invocation>): void {
    let due = -1;
    for (let record = Math.max(from, this.#measuredFrom); record < to; record++) {
      if (this.#fates[record] === fate.dropped) continue;
      const arrival = this.#arrivalsNanos[record];
      // Arrivals ascend, so all up to a trigger share it: one look-up for each trigger, not for each record.
      if (arrival > due) due = this.#dueNanos(arrival);
      const ready = Math.min(startNanos, due);
      this.#add(
        visibleNanos - arrival,
        ready - arrival,
        startNanos - ready,
        processedNanos - startNanos,
        visibleNanos - processedNanos,
      );
    }
  }

  /**
   * The split of the slowest hundredth of the records; null where that is fewer than ten. Of the histogram's bucket
   * that holds the hundredth's fastest record, which is no wider than 2^-10 of its latency, each record stands for
   * the bucket's mean.
   */
  slowestHundredth(): Split | null {
    const records = Math.floor(this.records / 100);
    if (records < enoughSlowest) return null;
    const sums = { triggerWait: 0, queueing: 0, processing: 0, commit: 0 };
    let missing = records;
    for (const { low, count } of [...this.#latencies.buckets()].toReversed()) {
      if (missing === 0) break;
      const taken = Math.min(count, missing);
      this.#addBucket(sums, this.#latencies.indexOf(low), taken / count);
      missing -= taken;
    }
    return { sums, records };
  }

  #add(latency: number, triggerWait: number, queueing: number, processing: number, commit: number): void {
    const { sums } = this;
    sums.triggerWait += triggerWait;
    sums.queueing += queueing;
    sums.processing += processing;
    sums.commit += commit;
    this.#latencies.record(latency);
    const bucket = partCount * this.#latencies.indexOf(latency);
    this.#sumsByBucket[bucket] += triggerWait;
    this.#sumsByBucket[bucket + 1] += queueing;
    this.#sumsByBucket[bucket + 2] += processing;
    this.#sumsByBucket[bucket + 3] += commit;
  }

  #addBucket(sums: SplitSums, index: number, share: number): void {
    const [triggerWait, queueing, processing, commit] = this.#sumsByBucket.subarray(
      partCount * index,
      partCount * (index + 1),
    );
    sums.triggerWait += share * triggerWait;
    sums.queueing += share * queueing;
    sums.processing += share * processing;
    sums.commit += share * commit;
  }
}
