import type { CommitObserver } from './commit-events.ts';
import type { DecodedRows } from './row-code.ts';
import type { Sink } from './sink.ts';

/** The rows handed over since the last look, and the position up to which all rows have been handed over. */
export type Handover = Omit<DecodedRows, 'position'> & { readonly position: number };

export interface EpochCommitsOptions {
  readonly sink: Pick<Sink, 'write' | 'commit' | 'visibleAt'>;
  readonly epochNanos: number;
  /** When the first commit is due, in [0, epochNanos). The others follow at whole epochs. */
  readonly phaseNanos: number;
  readonly now: () => number;
  readonly take: () => Handover;
  readonly observer: CommitObserver;
}

/**
 * Commits what was handed over at the end of each epoch; an epoch in which nothing was handed over has no commit. As
 * with the triggers of micro-batch, a commit that outlasts its epoch is followed by the next one at once, and the ends
 * of the epochs that it missed are skipped.
 */
export class EpochCommits {
  readonly #options: EpochCommitsOptions;
  #dueNanos: number;
  #position: number;
  #committed: number;
  /** Time spent on writing since the last commit. */
  #workNanos = 0;
  /** Whether rows were written that have not been reported as visible. */
  #hasUnreportedRows = false;

  /** `position`: that of the sink's last commit. */
  constructor(options: EpochCommitsOptions, position: number) {
    this.#options = options;
    this.#dueNanos = options.phaseNanos;
    [this.#position, this.#committed] = [position, position];
  }

  /** How long until the next commit is due. */
  sleepNanos(): number {
    return Math.max(0, this.#dueNanos - this.#options.now());
  }

  /** Writes what was handed over, and commits if an epoch has ended. */
  turn(): void {
    const { now, epochNanos, phaseNanos } = this.#options;
    const startNanos = now();
    const isOpen = this.#write();
    // A commit must not hold half of an invocation's rows: it waits for the rest.
    const isDue = startNanos >= this.#dueNanos && !isOpen;
    if (isDue && this.#position > this.#committed) this.#commit(startNanos);
    else this.#workNanos += now() - startNanos;
    if (isDue) this.#dueNanos = (Math.floor((startNanos - phaseNanos) / epochNanos) + 1) * epochNanos + phaseNanos;
  }

  /** Commits everything now, without waiting for the end of the epoch. */
  flush(): void {
    const startNanos = this.#options.now();
    this.#write();
    this.#commit(startNanos);
  }

  /** Returns whether an invocation is open: some of its rows are still to come. */
  #write(): boolean {
    const { sink, take, observer, now } = this.#options;
    const { rows, position, isOpen } = take();
    if (rows.length > 0) sink.write(rows);
    this.#hasUnreportedRows ||= rows.length > 0;
    if (this.#hasUnreportedRows && position > this.#position) {
      if (sink.visibleAt === 'write') observer.visible(position, now());
      this.#hasUnreportedRows = isOpen;
    }
    this.#position = position;
    return isOpen;
  }

  #commit(startNanos: number): void {
    const { sink, now, observer } = this.#options;
    sink.commit(this.#position);
    this.#committed = this.#position;
    const committedNanos = now();
    observer.committed(this.#position, startNanos, committedNanos, this.#workNanos + committedNanos - startNanos);
    this.#workNanos = 0;
  }
}
