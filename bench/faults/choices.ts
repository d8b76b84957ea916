import { RecordRandom } from '../../src/random/random.ts';

/** Random choices for one case; the same seed and case give the same ones. */
export class Choices {
  readonly #random: RecordRandom;

  constructor(seed: number, caseIndex: number) {
    this.#random = new RecordRandom(seed).at(caseIndex);
  }

  /** A whole number, 0 ≤ n < below. */
  integer(below: number): number {
    return this.#random.integer(below);
  }

  chance(share: number): boolean {
    return this.#random.uniform() < share;
  }

  of<Item>(items: readonly Item[]): Item {
    return items[this.#random.integer(items.length)];
  }

  /** One of the names, each as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let left = this.#random.uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries[0])[0];
  }
}
