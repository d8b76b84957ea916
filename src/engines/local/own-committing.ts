import type { OutputRows } from '../../columns/output-rows.ts';
import type { RunObserver } from '../../measurement/meter/deferred-commits.ts';
import type { Invocation } from '../../measurement/meter/invocation.ts';
import type { Guarantee, Sink } from '../../sinks/sink.ts';
import type { Committing } from './committing.ts';

/** The executor's own thread commits each invocation, or nothing before the end. */
export class OwnCommitting implements Committing {
  readonly guarantee: Guarantee;
  readonly visibleAt = 'commit';
  readonly #sink: Sink;
  readonly #commits: boolean;

  /** `commits`: each invocation; else there is one commit, at the end of the stream. */
  constructor(sink: Sink, commits: boolean) {
    this.#sink = sink;
    this.#commits = commits;
    this.guarantee = commits ? sink.guarantee : 'none';
  }

  start(): void {}

  write(rows: OutputRows): void {
    this.#sink.write(rows);
  }

  commit(position: number): void {
    if (this.#commits) this.#sink.commit(position);
  }

  observe(invocation: Readonly<Invocation>, observer: RunObserver): void {
    observer.observe(invocation);
    observer.observeCommit(invocation);
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
