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

/** Making copies takes at most this share of the time of a gate: to install packages may take minutes. */
const mostPreparing = 0.2;

/** When the time of a gate begins, in milliseconds: with making its copies, unless that leaves too little of it. */
export function timeBeginsMs(copyingBeganMs: number, nowMs: number, longestMs: number): number {
  return Math.max(copyingBeganMs, nowMs - mostPreparing * longestMs);
}
