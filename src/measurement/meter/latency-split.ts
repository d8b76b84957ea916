import { Histogram } from '../histogram/histogram.ts';
import type { Invocation } from './invocation.ts';

/** Nanoseconds of each part of the latency, summed over records. Sums, because percentiles of parts do not add up. */
export interface SplitSums {
  triggerWait: number;
  queueing: number;
  processing: number;
  commit: number;
}

/** The parts of the latencies of some records. */
export interface Split {
  readonly sums: Readonly<SplitSums>;
  readonly records: number;
}

const partCount = 4;
/** Fewer of the slowest records are too few, as for a percentile. */
const enoughSlowest = 10;

/**
 * Splits the latency of the records that had an effect into four parts. Trigger wait lasts from the arrival until the
 * record is due, or until its invocation starts, if that is earlier; queueing lasts from due to the start; processing
 * and commit follow. For each record the parts are ≥ 0 and add up to its latency exactly.
 */
export class LatencySplit implements Split {
  readonly sums: SplitSums = { triggerWait: 0, queueing: 0, processing: 0, commit: 0 };
  records = 0;
  /** Only its buckets are used; their records and sums are kept below. */
  readonly #buckets = new Histogram();
  readonly #recordsByBucket = new Float64Array(this.#buckets.indexOf(Number.MAX_SAFE_INTEGER) + 1);
  readonly #sumsByBucket = new Float64Array(partCount * this.#recordsByBucket.length);
  readonly #dueNanos: (arrivalNanos: number) => number;
  /** When the last record was due. */
  #due = -1;

  /** `dueNanos`: when a record with that arrival is due: at its trigger, or at once. */
  constructor(dueNanos: (arrivalNanos: number) => number) {
    this.#dueNanos = dueNanos;
  }

  observeEffect(
    arrivalNanos: number,
    latencyNanos: number,
    { startNanos, processedNanos, visibleNanos }: Readonly<Invocation>,
  ): void {
    // Arrivals ascend, so all records up to a trigger share it: one look-up per trigger, not per record.
    if (arrivalNanos > this.#due) this.#due = this.#dueNanos(arrivalNanos);
    const ready = Math.min(startNanos, this.#due);
    this.#add(
      latencyNanos,
      ready - arrivalNanos,
      startNanos - ready,
      processedNanos - startNanos,
      visibleNanos - processedNanos,
    );
  }

  /**
   * The split of the slowest hundredth of the records; null if these are fewer than ten. If only some records of a
   * bucket belong to them, each counts with the mean of the bucket, which is no wider than 2^-10 of the latency.
   */
  slowestHundredth(): Split | null {
    const records = Math.floor(this.records / 100);
    if (records < enoughSlowest) return null;
    const sums = { triggerWait: 0, queueing: 0, processing: 0, commit: 0 };
    let missing = records;
    for (let bucket = this.#recordsByBucket.length - 1; missing > 0; bucket--) {
      const count = this.#recordsByBucket[bucket];
      if (count === 0) continue;
      const taken = Math.min(count, missing);
      this.#addBucket(sums, bucket, taken / count);
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
    this.records++;
    const bucket = this.#buckets.indexOf(latency);
    this.#recordsByBucket[bucket]++;
    const first = partCount * bucket;
    this.#sumsByBucket[first] += triggerWait;
    this.#sumsByBucket[first + 1] += queueing;
    this.#sumsByBucket[first + 2] += processing;
    this.#sumsByBucket[first + 3] += commit;
  }

  #addBucket(sums: SplitSums, bucket: number, share: number): void {
    const first = partCount * bucket;
    const [triggerWait, queueing, processing, commit] = this.#sumsByBucket.subarray(first, first + partCount);
    sums.triggerWait += share * triggerWait;
    sums.queueing += share * queueing;
    sums.processing += share * processing;
    sums.commit += share * commit;
  }
}
