import { median } from '../../statistics/median.ts';
import { Histogram } from '../histogram/histogram.ts';
import type { Commit } from './invocation.ts';

/** One slice of the measured period. */
export interface TimelineSlice {
  /** All records that arrived in the slice, dropped ones too. */
  readonly records: number;
  /** Latency of the records that arrived in the slice and had an effect; null if they are too few. */
  readonly p50Nanos: number | null;
  readonly p99Nanos: number | null;
  readonly maxNanos: number | null;
  /** The largest at any time within the slice. */
  readonly backlog: number;
}

const maxSlices = 100;
/** Enough for a median, on average. */
const minRecordsPerSlice = 20;
/** Of fewer records the slowest one is no p99, not even roughly. */
const minRecordsPerWindow = 50;

/**
 * Latency and backlog over time, in equal slices of the measured period, from its first arrival to its last. A record
 * counts in the slice of its intended arrival, whenever its effect was visible. One histogram serves all slices,
 * because arrivals ascend: a slice is complete when the next one begins.
 */
export class Timeline {
  readonly startNanos: number;
  /** Length of a slice in whole nanoseconds, rounded up, so that the last arrival lies in the last slice. */
  readonly sliceNanos: number;
  readonly #count: number;
  readonly #arrivalsNanos: Float64Array;
  readonly #latencies = new Histogram();
  readonly #slices: Omit<TimelineSlice, 'backlog'>[] = [];
  /** Slices that together have enough records for a rough p99. */
  readonly #window = new Histogram();
  readonly #windowP99sNanos: number[] = [];
  readonly #backlogs: number[];
  #records = 0;
  #arrived = 0;
  /** The slice of the last commit. */
  #backlogSlice = 0;

  constructor(arrivalsNanos: Float64Array, measuredFrom: number) {
    this.#arrivalsNanos = arrivalsNanos;
    const measured = arrivalsNanos.length - measuredFrom;
    this.startNanos = arrivalsNanos[measuredFrom] ?? 0;
    const periodNanos = (arrivalsNanos.at(-1) ?? 0) - this.startNanos + 1;
    const atMost = Math.max(1, Math.min(maxSlices, Math.floor(measured / minRecordsPerSlice)));
    this.sliceNanos = Math.ceil(periodNanos / atMost);
    this.#count = measured > 0 ? Math.ceil(periodNanos / this.sliceNanos) : 0;
    this.#backlogs = new Array<number>(this.#count).fill(0);
  }

  observeEffect(arrivalNanos: number, latencyNanos: number): void {
    this.#countArrival(arrivalNanos);
    this.#latencies.record(latencyNanos);
  }

  observeDropped(arrivalNanos: number): void {
    this.#countArrival(arrivalNanos);
  }

  /** The backlog only grows between commits, so it is largest just before a commit or at the end of the slice. */
  observeCommit({ from, committedNanos }: Commit): void {
    for (
      ;
      this.#backlogSlice < this.#count && committedNanos >= this.#endOf(this.#backlogSlice);
      this.#backlogSlice++
    ) {
      this.#updateBacklog(this.#arrivedAt(this.#endOf(this.#backlogSlice) - 1) - from);
    }
    if (this.#backlogSlice < this.#count && committedNanos >= this.startNanos)
      this.#updateBacklog(this.#arrivedAt(committedNanos) - from);
  }

  /** All slices, in order of time. Call it after the last record and commit. */
  slices(): TimelineSlice[] {
    this.#closeAll();
    return this.#slices.map((slice, index) => ({ ...slice, backlog: this.#backlogs[index] }));
  }

  /**
   * The median over windows of the p99 of each. A window is a slice, or several that have 50 records with an effect
   * together; null where not even all of them have. A pause of the machine is in few windows: it can raise the p99 of
   * all records to its own length, and hardly changes this one. Call it after the last record.
   */
  windowedP99Nanos(): number | null {
    this.#closeAll();
    return median(this.#windowP99sNanos);
  }

  #closeAll(): void {
    while (this.#slices.length < this.#count) this.#close();
  }

  #endOf(slice: number): number {
    return this.startNanos + (slice + 1) * this.sliceNanos;
  }

  #countArrival(nanos: number): void {
    while (nanos >= this.#endOf(this.#slices.length)) this.#close();
    this.#records++;
  }

  #close(): void {
    const latencies = this.#latencies;
    this.#slices.push({
      records: this.#records,
      p50Nanos: latencies.quantileIfEnough(1, 2),
      p99Nanos: latencies.quantileIfEnough(99, 100),
      maxNanos: latencies.max,
    });
    this.#addToWindow(latencies);
    latencies.clear();
    this.#records = 0;
  }

  #addToWindow(latencies: Histogram): void {
    this.#window.merge(latencies);
    if (this.#window.count < minRecordsPerWindow) return;
    this.#windowP99sNanos.push(this.#window.quantile(99, 100)!);
    this.#window.clear();
  }

  #updateBacklog(records: number): void {
    this.#backlogs[this.#backlogSlice] = Math.max(this.#backlogs[this.#backlogSlice], records);
  }

  /** How many records have arrived by `nanos`, which must not decrease from call to call. */
  #arrivedAt(nanos: number): number {
    while (this.#arrived < this.#arrivalsNanos.length && this.#arrivalsNanos[this.#arrived] <= nanos) this.#arrived++;
    return this.#arrived;
  }
}
