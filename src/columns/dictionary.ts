import { StreamBenchError } from '../errors.ts';

/**
 * Maps texts to codes. Each distinct text has one code, so that rows hold 32-bit integers, and texts are equal if their
 * codes are. One dictionary serves all columns of a unit. It only grows, with each distinct text read or computed.
 *
 * Texts are sequences of Unicode characters. JavaScript's strings can also hold half a surrogate pair, which UTF-8, and
 * so files, databases and comparisons by bytes, cannot: `wellFormed` says what becomes of it.
 */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];
  /** Only for texts that have been compared. */
  readonly #bytes: (Buffer | undefined)[] = [];
  readonly #maxTexts: number;
  readonly #maxCharacters: number;
  #characters = 0;

  /** V8's Map holds 2^24 entries, and its heap about 4 GB, of which a character takes one byte or two. */
  constructor(maxTexts = 2 ** 24, maxCharacters = 2 ** 30) {
    this.#maxTexts = maxTexts;
    this.#maxCharacters = maxCharacters;
  }

  /** The code of the text; a new one if it has none. Throws StreamBenchError if texts are too many or too long. */
  encode(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    if (!text.isWellFormed()) return this.encode(wellFormed(text));
    const code = this.add(text);
    this.#codes.set(text, code);
    return code;
  }

  /** A new code, for a text that is known to have none, and that will not be encoded later. It must be well-formed. */
  add(text: string): number {
    const code = this.#texts.length;
    if (code === this.#maxTexts) throw tooManyTexts(`${inWords(code)} distinct texts`);
    this.#characters += text.length;
    if (this.#characters > this.#maxCharacters)
      throw tooManyTexts(`${inWords(this.#maxCharacters)} characters in distinct texts`);
    this.#texts.push(text);
    this.#bytes.push(undefined);
    return code;
  }

  /** Number of texts: the code that the next new one gets. */
  get size(): number {
    return this.#texts.length;
  }

  /** Number of characters of all texts together. */
  get characters(): number {
    return this.#characters;
  }

  /** The texts from a code on, in the order of their codes. */
  textsFrom(code: number): string[] {
    return this.#texts.slice(code);
  }

  decode(code: number): string {
    return this.#texts[code];
  }

  /** Compares two texts by their UTF-8 bytes, as SQL engines do. UTF-16 order differs above U+FFFF. */
  compare(left: number, right: number): number {
    return left === right ? 0 : Buffer.compare(this.bytes(left), this.bytes(right));
  }

  /** The text in UTF-8. */
  bytes(code: number): Uint8Array {
    return (this.#bytes[code] ??= Buffer.from(this.#texts[code], 'utf8'));
  }
}

/** The text with each lone surrogate replaced by U+FFFD, as UTF-8 encoders do and the web's USVString. */
export function wellFormed(text: string): string {
  return text.toWellFormed();
}

function inWords(count: number): string {
  return count.toLocaleString('en');
}

function tooManyTexts(most: string): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    what: `there are more than ${most}`,
    remedy: 'Use integers for identifiers, leave out long texts, and do not compute a different text for each record.',
  });
}
