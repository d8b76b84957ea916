import type { BlockMeasuring } from './block-measuring.ts';
import type { GateTime } from './gate-time.ts';
import { confirmingLooks, isConfirmed, mostBlocks, type GatedFigure } from './gated-figure.ts';
import type { Block } from './paired-differences.ts';
import { ends } from './spent-by.ts';

/** Measures figures that are a suspect once more, in pairs of other partners. */
export class Confirmation {
  /** Blocks by the figure that they are to confirm. */
  readonly fresh = new Map<GatedFigure, Block[]>();
  readonly #measuring: BlockMeasuring;
  readonly #time: GateTime;

  constructor(measuring: BlockMeasuring, time: GateTime) {
    this.#measuring = measuring;
    this.#time = time;
  }

  /**
   * With as many fresh blocks as there were, or twice as many; a suspect of the same point shares them. It stays a
   * suspect where the time is over before, or a unit gave a wrong answer.
   */
  async confirm(suspect: GatedFigure, blocks: readonly Block[]): Promise<void> {
    const fresh = this.#freshAt(suspect);
    this.fresh.set(suspect, fresh);
    for (const times of confirmingLooks) {
      const wanted = times * blocks.length;
      while (fresh.length < wanted && this.#time.isLeft(ends.confirmed) && !this.#measuring.hasWrongAnswer())
        fresh.push(await this.#measuring.measure(suspect.point, mostBlocks + fresh.length, true));
      if (fresh.length < wanted) return;
      if (isConfirmed(suspect, blocks, fresh.slice(0, wanted))) {
        suspect.state = 'regression';
        return;
      }
    }
    suspect.state = 'unconfirmed';
  }

  #freshAt(suspect: GatedFigure): Block[] {
    return [...this.fresh].find(([{ point }]) => point === suspect.point)?.[1] ?? [];
  }
}
