import type { OutputRows } from '../../columns/output-rows.ts';
import { DeferredCommits, type UnitObserver } from '../../measurement/meter/deferred-commits.ts';
import type { Invocation } from '../../measurement/meter/invocation.ts';
import type { RealClock } from '../../measurement/clock/real-clock.ts';
import type { Guarantee, VisibleAt } from '../../sinks/sink.ts';
import type { ThreadedSink } from '../../sinks/threaded-sink.ts';
import type { CommitPath } from './commit-path.ts';

/** Commits in another thread at the end of each epoch. Observes invocations once a commit covers them. */
export class EpochCommitPath implements CommitPath {
  readonly guarantee: Guarantee;
  readonly visibleAt: VisibleAt;
  /** They run in the thread that commits, beside the executor. */
  readonly checkpoints = null;
  readonly threadStatistics: string | null;
  readonly isCommitting = true;
  readonly #sink: ThreadedSink;
  readonly #endsWithRecords: boolean;
  readonly #deferred: DeferredCommits;

  /** `endsWithRecords`: the last epoch ends once all records are processed, for units without latencies. */
  constructor(sink: ThreadedSink, endsWithRecords: boolean) {
    this.#sink = sink;
    this.#endsWithRecords = endsWithRecords;
    this.guarantee = sink.guarantee;
    this.visibleAt = sink.visibleAt;
    this.threadStatistics = sink.threadStatistics;
    this.#deferred = new DeferredCommits(sink.visibleAt);
  }

  start(clock: RealClock): void {
    this.#sink.start(clock.hrtimeOrigin());
  }

  write(rows: OutputRows): void {
    this.#sink.write(rows);
  }

  commit(position: number): void {
    this.#sink.handOver(position);
  }

  observe(invocation: Readonly<Invocation>, observer: UnitObserver): void {
    this.#deferred.handedOver(invocation);
    this.#sink.collect(this.#deferred);
    this.#deferred.observeSome(observer);
  }

  settle(recordCount: number, observer: UnitObserver): void {
    if (this.#endsWithRecords) this.#sink.flush();
    this.#sink.collect(this.#deferred);
    while (this.#deferred.position < recordCount) {
      this.#sink.wait();
      this.#sink.collect(this.#deferred);
    }
    this.#deferred.observeAll(observer);
  }

  finish(rows: OutputRows, recordCount: number): void {
    this.#sink.write(rows);
    this.#sink.handOver(recordCount);
    this.#sink.flush();
  }

  close(): void {
    this.#sink.close();
  }
}
