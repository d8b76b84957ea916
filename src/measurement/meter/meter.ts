import { Backlog } from './backlog.ts';
import { BatchCost } from './batch-cost.ts';
import { EpochWaits, type EpochEnds } from './epoch-waits.ts';
import { EpochWork } from './epoch-work.ts';
import type { Commit, Invocation } from './invocation.ts';
import { LatencySplit } from './latency-split.ts';
import { Latency } from './latency.ts';
import { MeasuredWork } from './measured-work.ts';
import { MeasuredRecords, type RecordObserver } from './measured-records.ts';
import { Recovery, type Burst } from './recovery.ts';
import { Settling } from './settling.ts';
import { Timeline } from './timeline.ts';
import type { UnitObserver } from './deferred-commits.ts';

export interface MeterOptions {
  /** Intended arrivals, ascending, in nanoseconds since the start of the measurement. */
  readonly arrivalsNanos: Float64Array;
  /** The fate of each record by its index, complete up to the invocation observed. */
  readonly fates: Uint8Array;
  /** Index of the first record after the warm-up. Those before it are processed, but are not part of the figures. */
  readonly measuredFrom: number;
  /** When a record with that arrival is due: at its trigger, or at once. */
  readonly dueNanos: (arrivalNanos: number) => number;
  /** Time between two samples of the backlog. */
  readonly sampleNanos: number;
  /** Whether readers can see effects before they are committed. */
  readonly isVisibleFirst?: boolean;
  /** When the epochs end at whose ends effects become visible, if there are such. */
  readonly epochEnds?: EpochEnds | undefined;
  /** The burst to recover from, if the load has one. */
  readonly burst?: Burst | undefined;
}

/** Computes the figures of a unit from its invocations and commits, which a log may replay after the measurement. */
export class Meter implements UnitObserver {
  readonly latency: Latency;
  readonly split: LatencySplit;
  readonly timeline: Timeline;
  readonly backlog: Backlog;
  readonly work: MeasuredWork;
  readonly settling: Settling;
  readonly batchCost: BatchCost;
  readonly epochWork: EpochWork;
  readonly epochWaits: EpochWaits | null;
  readonly recovery: Recovery | null;
  readonly #records: MeasuredRecords;
  /** Passes each measured record on to the parts that need it. */
  readonly #parts: RecordObserver = {
    observeEffect: (arrivalNanos, latencyNanos, invocation, isEmitted) => {
      this.latency.observeEffect(arrivalNanos, latencyNanos, invocation, isEmitted);
      this.split.observeEffect(arrivalNanos, latencyNanos, invocation);
      this.timeline.observeEffect(arrivalNanos, latencyNanos);
      this.epochWaits?.observeEffect(arrivalNanos, invocation);
      this.recovery?.observeEffect(arrivalNanos, latencyNanos);
    },
    observeDropped: (arrivalNanos) => {
      this.latency.observeDropped();
      this.timeline.observeDropped(arrivalNanos);
    },
    observeRow: (latencyNanos) => this.latency.observeRow(latencyNanos),
  };

  constructor(options: MeterOptions) {
    const { arrivalsNanos, fates, measuredFrom, dueNanos, sampleNanos, isVisibleFirst, epochEnds, burst } = options;
    const lastNanos = arrivalsNanos.at(-1) ?? 0;
    this.#records = new MeasuredRecords(arrivalsNanos, fates, measuredFrom);
    this.latency = new Latency(isVisibleFirst);
    this.split = new LatencySplit(dueNanos);
    this.timeline = new Timeline(arrivalsNanos, measuredFrom);
    this.backlog = new Backlog(arrivalsNanos, measuredFrom, sampleNanos);
    this.work = new MeasuredWork(measuredFrom, lastNanos === (arrivalsNanos[measuredFrom] ?? lastNanos));
    this.settling = new Settling(arrivalsNanos.length, measuredFrom);
    this.batchCost = new BatchCost(measuredFrom);
    this.epochWork = new EpochWork(measuredFrom);
    this.epochWaits = epochEnds === undefined ? null : new EpochWaits(epochEnds);
    this.recovery = burst === undefined ? null : new Recovery(burst, arrivalsNanos, measuredFrom, dueNanos);
  }

  observe(invocation: Readonly<Invocation>): void {
    this.work.observe(invocation);
    this.settling.observe(invocation);
    this.batchCost.observe(invocation);
    this.recovery?.observe(invocation);
    const effects = this.#records.visit(invocation, this.#parts);
    this.latency.observeUncorrected(invocation, effects);
  }

  observeCommit(commit: Commit): void {
    this.timeline.observeCommit(commit);
    this.backlog.observe(commit);
    this.work.observeCommit(commit);
    this.epochWork.observe(commit);
    this.epochWaits?.observeCommit(commit);
  }
}
