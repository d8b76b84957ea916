/** A timer of a millisecond fires up to one later: the clock of timers has no finer steps. */
const periodMs = 1;
const allowedNanos = 2e6;

/**
 * How late rows may have been noted, because this process had no time for them: by as much as a timer that is due
 * every millisecond fired late, just before they were noted or just after. After a stop of the whole process the timer
 * comes first.
 */
export class ReadLateness {
  /** In nanoseconds, of each look. */
  readonly #late: number[] = [0];
  #beforeNanos: bigint | undefined;

  /** Looks every millisecond, until the process ends. */
  start(): void {
    setInterval(() => this.observe(process.hrtime.bigint()), periodMs);
  }

  /** How many times the timer has fired: what happens now belongs to the next time. */
  get look(): number {
    return this.#late.length;
  }

  /** The timer has fired. */
  observe(nowNanos: bigint): void {
    const gapNanos = this.#beforeNanos === undefined ? 0 : Number(nowNanos - this.#beforeNanos);
    this.#late.push(Math.max(0, gapNanos - allowedNanos));
    this.#beforeNanos = nowNanos;
  }

  /** At most, in nanoseconds, of what was noted before that look, and after the one before it. */
  at(look: number): number {
    return Math.max(this.#late[look - 1], this.#late[look]);
  }
}
