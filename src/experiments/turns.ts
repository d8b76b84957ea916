/** One unit of a configuration, or of a configuration at a rate. */
export interface Turn<Point> {
  readonly point: Point;
  readonly repetition: number;
}

/**
 * Excluded units are measured again at the end, up to this share of all units. With more exclusions the machine is
 * unfit for measuring. The 12 units of a default run, which takes 30 s, are never repeated.
 */
const maxRepeatedShare = 1 / 16;

/**
 * The order of the units. Each repetition measures all points and begins with another one, so that a slow change in the
 * machine's speed affects all of them alike.
 */
export class Turns<Point> implements Iterable<Turn<Point>> {
  readonly #turns: Turn<Point>[];
  #repeatsLeft: number;
  /** No other turn has it. */
  #nextRepetition: number;

  constructor(points: readonly Point[], repetitions: number) {
    this.#nextRepetition = repetitions;
    this.#turns = Array.from({ length: repetitions }, (_, repetition) => {
      return inTurn(points, repetition).map((point) => ({ point, repetition }));
    }).flat();
    this.#repeatsLeft = Math.floor(this.#turns.length * maxRepeatedShare);
  }

  /** Grows with each repeat. */
  get count(): number {
    return this.#turns.length;
  }

  /** Includes turns that are added during the iteration. */
  [Symbol.iterator](): Iterator<Turn<Point>> {
    return this.#turns[Symbol.iterator]();
  }

  /** Repeats the turn of an excluded unit at the end. Returns whether a repeat was left. */
  repeat({ point }: Turn<Point>): boolean {
    if (this.#repeatsLeft === 0) return false;
    this.#repeatsLeft--;
    this.#turns.push({ point, repetition: this.#nextRepetition++ });
    return true;
  }

  /** One more round, of these points. */
  add(points: readonly Point[]): void {
    if (points.length === 0) return;
    const repetition = this.#nextRepetition++;
    this.#turns.push(...inTurn(points, repetition).map((point) => ({ point, repetition })));
  }
}

/** Each round begins with another point. */
function inTurn<Point>(points: readonly Point[], round: number): Point[] {
  const first = round % points.length;
  return [...points.slice(first), ...points.slice(0, first)];
}
