/** One unit of a configuration, or of a configuration at a rate. */
export interface Turn<Point> {
  readonly point: Point;
  readonly repetition: number;
}

/**
 * Excluded units are measured again at the end, up to this share of all: a machine that excludes more is no place to
 * measure, and the 12 units of the main job, which takes 30 s, have no time for it.
 */
const maxRepeatedShare = 1 / 16;

/**
 * The order of the units. Each repetition runs all points, beginning with another one each time, so that a machine that
 * slowly changes its speed changes it for all of them.
 */
export class Turns<Point> implements Iterable<Turn<Point>> {
  readonly #turns: Turn<Point>[];
  readonly #repetitions: number;
  #repeatsLeft: number;

  constructor(points: readonly Point[], repetitions: number) {
    this.#repetitions = repetitions;
    this.#turns = Array.from({ length: repetitions }, (_, repetition) => {
      const first = repetition % points.length;
      return [...points.slice(first), ...points.slice(0, first)].map((point) => ({ point, repetition }));
    }).flat();
    this.#repeatsLeft = Math.floor(this.#turns.length * maxRepeatedShare);
  }

  /** How many there are; more after a repeat. */
  get count(): number {
    return this.#turns.length;
  }

  /** Goes on to turns that are added on the way. */
  [Symbol.iterator](): Iterator<Turn<Point>> {
    return this.#turns[Symbol.iterator]();
  }

  /** Adds a turn like this one at the end, whose unit was excluded. Returns whether there is one more. */
  repeat({ point, repetition }: Turn<Point>): boolean {
    if (this.#repeatsLeft === 0) return false;
    this.#repeatsLeft--;
    this.#turns.push({ point, repetition: repetition + this.#repetitions });
    return true;
  }
}
