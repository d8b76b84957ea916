/**
 * Text by number: each distinct text of a run has one code, so that rows hold 32-bit integers
 * and equality of texts is equality of codes. One dictionary serves all columns of a run.
 */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #bytes: Buffer[] = [];

  /** The text's code, from now on if it had none. */
  encode(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#texts.length;
    this.#codes.set(text, code);
    this.#texts.push(text);
    this.#bytes.push(Buffer.from(text, 'utf8'));
    return code;
  }

  decode(code: number): string {
    return this.#texts[code];
  }

  /** Orders two codes by their texts' UTF-8 bytes, as SQL engines do; UTF-16 order differs beyond U+FFFF. */
  compare(left: number, right: number): number {
    return left === right ? 0 : Buffer.compare(this.#bytes[left], this.#bytes[right]);
  }
}
