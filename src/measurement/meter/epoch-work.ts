import type { Commit } from './invocation.ts';

/** What another thread spends on each of its commits and on writing the rows before it; of the measured records' commits. */
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

  /** On average, without the last one: the end of the records cuts its epoch short. 0 where no other thread commits. */
  meanNanos(): number {
    return this.#commits > 1 ? (this.#nanos - this.#lastNanos) / (this.#commits - 1) : this.#lastNanos;
  }
}
