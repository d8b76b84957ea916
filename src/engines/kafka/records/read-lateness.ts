/** A timer of a millisecond fires up to one later: the clock of timers has no finer steps. */
const periodMs = 1;
const allowedNanos = 2e6;

/** Of a fetch that a process waits for: never more, where the rows are there. */
const roundTripNanos = 2e6;
/** What has piled up in a stop is read at least four times as fast as it came. */
const catchUpShare = 1 / 4;

/** When rows were noted, as numbers of looks. */
export interface Noted {
  readonly in: number;
  /** When the fetch that brought them was sent, which is when the one before was answered. */
  readonly sentIn: number;
  /** When that one was sent. */
  readonly beforeIn: number;
  /** From sending to answer. */
  readonly fetchNanos: number;
}

/**
 * How late rows may have been noted, because this process had no time for them: by as much as a timer that is due
 * every millisecond fired late. A stop delays what was asked for, and also what comes with the fetch after that: the
 * broker has its rows, but nobody asks for them meanwhile.
 */
export class ReadLateness {
  /** In nanoseconds, of each look. */
  readonly #late: number[] = [0];
  #beforeNanos: bigint | undefined;
  #answeredNanos = 0n;
  #fetch: Omit<Noted, 'in'> & { readonly answeredIn: number } = {
    beforeIn: 0,
    sentIn: 0,
    answeredIn: 0,
    fetchNanos: 0,
  };

  /** Looks every millisecond, until the process ends. */
  start(): void {
    setInterval(() => this.observe(process.hrtime.bigint()), periodMs);
  }

  /** How many times the timer has fired: what happens now belongs to the next time. */
  get look(): number {
    return this.#late.length;
  }

  /** Of rows that are noted now. */
  get noted(): Noted {
    const { beforeIn, sentIn, fetchNanos } = this.#fetch;
    return { in: this.look, sentIn, beforeIn, fetchNanos };
  }

  /** The timer has fired. */
  observe(nowNanos: bigint): void {
    const gapNanos = this.#beforeNanos === undefined ? 0 : Number(nowNanos - this.#beforeNanos);
    this.#late.push(Math.max(0, gapNanos - allowedNanos));
    this.#beforeNanos = nowNanos;
  }

  /** A fetch was answered: its rows are noted next, and the next one is sent. */
  answered(nowNanos: bigint): void {
    const { sentIn, answeredIn } = this.#fetch;
    const fetchNanos = Number(nowNanos - this.#answeredNanos);
    this.#fetch = { beforeIn: sentIn, sentIn: answeredIn, answeredIn: this.look, fetchNanos };
    this.#answeredNanos = nowNanos;
  }

  /** At most, in nanoseconds, once the look after the noting is over. */
  at({ in: notedIn, sentIn, beforeIn, fetchNanos }: Noted): number {
    const since = Math.max(...this.#late.slice(sentIn, notedIn + 1));
    const before = Math.max(0, ...this.#late.slice(beforeIn, sentIn));
    // A fetch that took longer found no rows at first: those that it brought are newer than the stop.
    const hasWaited = fetchNanos > roundTripNanos + catchUpShare * before;
    return hasWaited ? since : Math.max(since, before);
  }
}
