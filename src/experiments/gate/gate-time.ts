/** The time of a gate, counted from its start in lengths of what it may take. */
export class GateTime {
  readonly #now: () => number;
  readonly #startMs: number;
  readonly #longestMs: number;

  constructor(now: () => number, startMs: number, longestMs: number) {
    this.#now = now;
    this.#startMs = startMs;
    this.#longestMs = longestMs;
  }

  elapsed(): number {
    return (this.#now() - this.#startMs) / this.#longestMs;
  }

  /** Whether so many milliseconds fit before an end. */
  isLeft(end: number, ms = 0): boolean {
    return this.elapsed() + ms / this.#longestMs <= end;
  }
}
