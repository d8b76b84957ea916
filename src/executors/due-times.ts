/** Invocations of which a piece holds the times: 128 KiB, which is filled in some 50 µs. */
const pieceLength = 2 ** 13;

/** When the invocations of an executor were due that decides on each of them anew. */
export class DueTimes {
  /**
   * The start of each invocation and when it was due, in turns. In pieces, since invocations may be as many as records,
   * and are mostly far fewer; filled, since the first write to a page would be part of a latency.
   */
  readonly #pieces = [newPiece()];
  #length = 0;

  /** To be called in order, when an invocation starts that takes all records that have arrived. */
  add(startNanos: number, dueNanos: number): void {
    const at = this.#length++;
    const piece = (this.#pieces[Math.floor(at / pieceLength)] ??= newPiece());
    const place = 2 * (at % pieceLength);
    piece[place] = startNanos;
    piece[place + 1] = dueNanos;
  }

  /** That of the first invocation since the arrival. */
  since(arrivalNanos: number): number {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#at(middle, 0) < arrivalNanos) low = middle + 1;
      else high = middle;
    }
    return Math.max(arrivalNanos, this.#at(low, 1));
  }

  #at(invocation: number, which: 0 | 1): number {
    return this.#pieces[Math.floor(invocation / pieceLength)][2 * (invocation % pieceLength) + which];
  }
}

function newPiece(): Float64Array {
  return new Float64Array(2 * pieceLength).fill(NaN);
}
