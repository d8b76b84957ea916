import type { CommitObserver } from './commit-events.ts';
import type { Decoded } from './row-code.ts';
import type { Sink } from './sink.ts';

/** What has been handed over since the last look, and up to which position. */
export type Handed = Omit<Decoded, 'position'> & { readonly position: number };

export interface EpochCommitsOptions {
  readonly sink: Pick<Sink, 'write' | 'commit' | 'visibleAt'>;
  readonly epochNanos: number;
  /** When the first commit comes, in [0, epochNanos): the others follow at whole epochs. */
  readonly phaseNanos: number;
  readonly now: () => number;
  readonly take: () => Handed;
  readonly observer: CommitObserver;
}

/**
 * Commits what was handed over at the end of each epoch, and nothing where nothing was. A commit that outlasts its
 * epoch is followed at once by the next one, and the ends of epochs missed are skipped: as the triggers of micro-batch.
 */
export class EpochCommits {
  readonly #options: EpochCommitsOptions;
  #dueNanos: number;
  #position: number;
  #committed: number;
  /** Spent on writing since the last commit. */
  #workNanos = 0;
  /** Whether rows were written of which readers have not been told. */
  #hasNews = false;

  /** `position`: of the sink's last commit. */
  constructor(options: EpochCommitsOptions, position: number) {
    this.#options = options;
    this.#dueNanos = options.phaseNanos;
    [this.#position, this.#committed] = [position, position];
  }

  /** Until the next commit is due. */
  sleepNanos(): number {
    return Math.max(0, this.#dueNanos - this.#options.now());
  }

  /** Writes what was handed over, and commits where an epoch has ended. */
  turn(): void {
    const { now, epochNanos, phaseNanos } = this.#options;
    const startNanos = now();
    const isOpen = this.#write();
    // The rows of half an invocation must not be committed: its end is on its way.
    const isDue = startNanos >= this.#dueNanos && !isOpen;
    if (isDue && this.#position > this.#committed) this.#commit(startNanos);
    else this.#workNanos += now() - startNanos;
    if (isDue) this.#dueNanos = (Math.floor((startNanos - phaseNanos) / epochNanos) + 1) * epochNanos + phaseNanos;
  }

  /** Commits everything now: the end of its epoch is not waited for. */
  flush(): void {
    const startNanos = this.#options.now();
    this.#write();
    this.#commit(startNanos);
  }

  /** Returns whether an invocation is open. */
  #write(): boolean {
    const { sink, take, observer, now } = this.#options;
    const { rows, position, isOpen } = take();
    if (rows.length > 0) sink.write(rows);
    this.#hasNews ||= rows.length > 0;
    if (this.#hasNews && position > this.#position) {
      if (sink.visibleAt === 'write') observer.visible(position, now());
      this.#hasNews = isOpen;
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
