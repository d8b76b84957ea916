import type { OutputRows } from '../../columns/output-rows.ts';
import type { UnitObserver } from '../../measurement/meter/deferred-commits.ts';
import type { Invocation } from '../../measurement/meter/invocation.ts';
import type { Guarantee, Sink } from '../../sinks/sink.ts';
import type { Checkpoint, CommitPath } from './commit-path.ts';

/** Copying a thousand pages takes longer than this on any machine. */
const leastCheckpointNanos = 200_000;

/** Commits in the executor's own thread: each invocation, or once at the end of the stream. */
export class InvocationCommitPath implements CommitPath {
  readonly guarantee: Guarantee;
  readonly visibleAt = 'commit';
  readonly threadStatistics = null;
  readonly isCommitting: boolean;
  readonly #sink: Sink;
  readonly #checkpoints: Checkpoint[] = [];

  /** `isCommitting`: whether each invocation is committed; else there is one commit at the end of the stream. */
  constructor(sink: Sink, isCommitting: boolean) {
    this.#sink = sink;
    this.isCommitting = isCommitting;
    this.guarantee = isCommitting ? sink.guarantee : 'none';
  }

  get checkpoints(): readonly Checkpoint[] | null {
    return this.#sink.hasCheckpointed === undefined || !this.isCommitting ? null : this.#checkpoints;
  }

  start(): void {}

  write(rows: OutputRows): void {
    this.#sink.write(rows);
  }

  commit(position: number): void {
    this.#sink.commit(position);
  }

  observe(invocation: Readonly<Invocation>, observer: UnitObserver): void {
    observer.observe(invocation);
    observer.observeCommit(invocation);
    const { processedNanos: startNanos, committedNanos } = invocation;
    const durationNanos = committedNanos - startNanos;
    // Only long commits are looked at, because a look takes as long as a short one.
    if (durationNanos < leastCheckpointNanos || !this.isCommitting) return;
    if (this.#sink.hasCheckpointed?.() === true) this.#checkpoints.push({ startNanos, durationNanos });
  }

  settle(): void {}

  finish(rows: OutputRows, recordCount: number): void {
    this.#sink.write(rows);
    this.#sink.commit(recordCount);
  }

  close(): void {
    this.#sink.close();
  }
}
