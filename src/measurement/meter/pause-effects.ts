import type { IdlePause } from '../clock/real-clock.ts';
import { Histogram } from '../histogram/histogram.ts';
import type { BacklogSample } from './backlog.ts';
import type { UnitObserver } from './deferred-commits.ts';
import type { Commit, Invocation } from './invocation.ts';
import { MeasuredRecords } from './measured-records.ts';
import { busyNanosPerRecord } from './measured-work.ts';
import type { Meter, MeterOptions } from './meter.ts';

/** A record is touched if pauses may have added more than this share to its latency. */
const touchedShare = 0.01;

/**
 * What the latencies of a unit may have been without the pauses that are known: those of the idle executor, and the
 * time that the system took from within invocations. Each record gets two latencies between which the undisturbed one
 * lies. Quantiles keep this order: if low ≤ x ≤ high holds for every record, it holds for every quantile and mean.
 *
 * How late the executor is because of pauses follows Lindley's recursion. A pause makes it late by its length. It
 * catches up while it would have been idle. So
 *
 *   late = start − max(when it would have been free, when the record was due), at most the pauses since it was in time
 *
 * - One record at a time: without the pauses each record would have been done `late` earlier, and none later.
 * - Micro-batches that start late also hold records that arrived meanwhile, which would have come with the next one:
 *   without these records the micro-batch would have taken less, the next one more, and they themselves may have waited
 *   for their own trigger.
 * - Micro-batches without an interval are not late against any schedule. Only those that took longer, or started late,
 *   have more records, each by the fitted cost of one record. That dies out.
 * - Where another thread commits, a record is later only if it missed a commit. The commit before is its low.
 *
 * Source of the recursion: D. V. Lindley, "The theory of queues with a single server" (1952).
 */
export class PauseEffects implements UnitObserver {
  readonly low = new Histogram();
  readonly high = new Histogram();
  /** Records with an effect that pauses touched. */
  touched = 0;
  readonly #options: Pick<MeterOptions, 'arrivalsNanos' | 'dueNanos'>;
  readonly #samples: readonly BacklogSample[];
  readonly #records: MeasuredRecords;
  readonly #pauses: readonly IdlePause[];
  readonly #perRecordNanos: number;
  #nextPause = 0;
  #startNanos = -Infinity;
  #freeNanos = 0;
  /** How late the executor is at the end of the invocation before, and how many records that one had taken early. */
  #lateNanos = 0;
  #movedRecords = 0;
  #commitNanos = { start: -Infinity, committed: 0 };
  /** By the start of the commit; where there is any. */
  readonly #lateAtCommit = new Map<number, number>();

  /** @param meter has observed the whole unit */
  constructor(options: MeterOptions, { batchCost, work, backlog }: Meter, pauses: readonly IdlePause[]) {
    const { arrivalsNanos, fates, measuredFrom } = options;
    this.#options = options;
    this.#samples = backlog.samples;
    this.#records = new MeasuredRecords(arrivalsNanos, fates, measuredFrom);
    this.#pauses = pauses;
    this.#perRecordNanos = batchCost.fit()?.perRecordNanos ?? busyNanosPerRecord(work.total()) ?? 0;
  }

  observe(invocation: Readonly<Invocation>): void {
    const { from, to, startNanos, freeNanos, takenNanos } = invocation;
    const { arrivalsNanos, dueNanos } = this.#options;
    const due = dueNanos(arrivalsNanos[from]);
    const wouldStart = Math.max(this.#freeNanos - this.#lateNanos, due);
    const late = Math.min(Math.max(0, startNanos - wouldStart), this.#lateNanos + this.#pausesUntil(startNanos));
    const moved = late > 0 ? this.#arrivedSince(startNanos - late, from, to) : 0;
    const longerNanos = takenNanos + moved * this.#perRecordNanos;
    this.#observeRecords(invocation, late + longerNanos, this.#movedRecords * this.#perRecordNanos);
    // A micro-batch without an interval is due when its first record arrives, so that only its length matters.
    const isBackToBack = to - from > 1 && due === arrivalsNanos[from];
    this.#lateNanos = (isBackToBack ? 0 : late) + longerNanos;
    this.#movedRecords = moved;
    this.#startNanos = startNanos;
    this.#freeNanos = freeNanos;
    if (late > 0) this.#lateAtCommit.set(startNanos, late);
  }

  observeCommit({ startNanos, committedNanos }: Commit): void {
    this.#commitNanos = { start: startNanos, committed: committedNanos };
    // What is taken within an invocation comes after the start of its own commit.
    if (startNanos === this.#startNanos || this.#lateNanos === 0 || this.#lateAtCommit.has(startNanos)) return;
    this.#lateAtCommit.set(startNanos, this.#lateNanos);
  }

  /** The samples of the backlog as they may have been without pauses. */
  undisturbedSamples(): BacklogSample[] {
    return this.#samples.map((sample) => {
      const late = Math.min(sample.waitedNanos, this.#lateAtCommit.get(sample.nanos) ?? 0);
      return late === 0 ? sample : { ...sample, waitedNanos: sample.waitedNanos - late };
    });
  }

  /** Pauses of the idle executor since the invocation before. */
  #pausesUntil(nanos: number): number {
    let sum = 0;
    for (; this.#nextPause < this.#pauses.length; this.#nextPause++) {
      const { startNanos, durationNanos } = this.#pauses[this.#nextPause];
      if (startNanos >= nanos) break;
      sum += durationNanos;
    }
    return sum;
  }

  /** How many of the records of an invocation arrived since then; one of them is there in any case. */
  #arrivedSince(nanos: number, from: number, to: number): number {
    let first = to;
    while (first > from + 1 && this.#options.arrivalsNanos[first - 1] > nanos) first--;
    return to - first;
  }

  #observeRecords(invocation: Readonly<Invocation>, lateNanos: number, fewerNanos: number): void {
    const { from, to, freeNanos, visibleNanos, committedNanos } = invocation;
    const isBatch = to - from > 1;
    const isDeferred = visibleNanos > freeNanos && visibleNanos === committedNanos;
    const before = this.#commitNanos;
    const missed = isDeferred && before.start < freeNanos && before.start >= freeNanos - lateNanos;
    this.#records.visit(invocation, {
      observeEffect: (arrivalNanos, latencyNanos) => {
        const sooner = isDeferred ? (missed ? visibleNanos - before.committed : 0) : lateNanos;
        const low = Math.max(0, Math.round(latencyNanos - sooner));
        this.low.record(low);
        if (latencyNanos - low > touchedShare * latencyNanos) this.touched++;
        this.high.record(
          Math.round(latencyNanos + (isBatch ? fewerNanos + this.#waitOf(arrivalNanos, invocation, lateNanos) : 0)),
        );
      },
      observeDropped: () => {},
      observeRow: () => {},
    });
  }

  /** How much longer a record of a micro-batch may have waited, had that not started late. */
  #waitOf(arrivalNanos: number, { startNanos, freeNanos }: Readonly<Invocation>, lateNanos: number): number {
    const due = this.#options.dueNanos(arrivalNanos);
    if (due > startNanos) return due - startNanos;
    // Without triggers, for the micro-batch before its own to end.
    return due === arrivalNanos && lateNanos > 0 ? freeNanos - startNanos : 0;
  }
}
