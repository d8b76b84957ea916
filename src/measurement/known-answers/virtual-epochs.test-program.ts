import type { CommitObserver } from '../../sinks/commit-events.ts';
import { Dictionary } from '../../columns/dictionary.ts';
import { OutputRows } from '../../columns/output-rows.ts';
import { EpochCommits } from '../../sinks/epoch-commits.ts';
import { VirtualClock } from '../clock/virtual-clock.ts';

export interface VirtualEpoch {
  readonly epochNanos: number;
  readonly phaseNanos: number;
}

/** The thread of a sink in virtual time. It runs until each time at which the executor hands over more. */
export class VirtualEpochs {
  readonly #clock = new VirtualClock();
  readonly #commits: EpochCommits;
  #position = 0;
  #committed = 0;

  constructor(epoch: VirtualEpoch, commitNanos: number, observer: CommitObserver) {
    const none = new OutputRows({}, new Dictionary());
    const commit = (position: number): void => {
      this.#clock.advance(commitNanos);
      this.#committed = position;
    };
    const sink = { visibleAt: 'commit', write: () => {}, commit } as const;
    const take = () => ({ rows: none, position: this.#position, isOpen: false });
    this.#commits = new EpochCommits({ ...epoch, sink, take, observer, now: () => this.#clock.now() }, 0);
  }

  /** A handover at the very end of an epoch belongs to it, as a record that arrives at a trigger belongs to that. */
  handOver(position: number, nanos: number): void {
    while (this.#nextTurn() < nanos) this.#turn();
    this.#position = position;
  }

  settle(): void {
    while (this.#committed < this.#position) this.#turn();
  }

  #nextTurn(): number {
    return this.#clock.now() + this.#commits.sleepNanos();
  }

  #turn(): void {
    this.#clock.waitUntil(this.#nextTurn());
    this.#commits.turn();
  }
}
