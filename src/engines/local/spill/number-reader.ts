/** Reads numbers one by one that come in pieces. */
export class NumberReader {
  readonly #pieces: Iterator<Float64Array, void>;
  #piece: Float64Array = new Float64Array();
  #at = 0;

  constructor(pieces: Iterator<Float64Array, void>) {
    this.#pieces = pieces;
  }

  isAtEnd(): boolean {
    while (this.#at === this.#piece.length) {
      const next = this.#pieces.next();
      if (next.done === true) return true;
      this.#piece = next.value;
      this.#at = 0;
    }
    return false;
  }

  next(): number {
    if (this.isAtEnd()) throw new RangeError('there are no more numbers');
    return this.#piece[this.#at++];
  }
}
