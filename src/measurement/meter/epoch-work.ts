import type { Commit } from './invocation.ts';

/**
 * The time that another thread spends on a commit and on writing the rows before it, for commits of measured records.
 */
export class EpochWork {
  #nanos = 0;
  #commits = 0;
  #lastNanos = 0;
  readonly #measuredFrom: number;

  constructor(measuredFrom: number) {
    this.#measuredFrom = measuredFrom;
  }

  observe({ from, workNanos }: Commit): void {
    if (workNanos === undefined || from < this.#measuredFrom) return;
    this.#nanos += workNanos;
    this.#commits++;
    this.#lastNanos = workNanos;
  }

  /** The mean, without the last commit: the end of the records cuts its epoch short. 0 if no other thread commits. */
  meanNanos(): number {
    return this.#commits > 1 ? (this.#nanos - this.#lastNanos) / (this.#commits - 1) : this.#lastNanos;
  }
}
