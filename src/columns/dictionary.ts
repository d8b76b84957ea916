import { StreamBenchError } from '../errors.ts';

/**
 * Text by number: each distinct text of a run has one code, so that rows hold 32-bit integers
 * and equality of texts is equality of codes. One dictionary serves all columns of a run.
 * It only grows: a run can hold as many distinct texts, read and computed, as it has room for.
 */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];
  /** Only of the texts that have been compared. */
  readonly #bytes: (Buffer | undefined)[] = [];
  readonly #maxTexts: number;

  /** V8's Map holds 2^24 entries. */
  constructor(maxTexts = 2 ** 24) {
    this.#maxTexts = maxTexts;
  }

  /** The text's code, from now on if it had none. Throws where there are too many. */
  encode(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#texts.length;
    if (code === this.#maxTexts) throw tooManyTexts(code);
    this.#codes.set(text, code);
    this.#texts.push(text);
    this.#bytes.push(undefined);
    return code;
  }

  decode(code: number): string {
    return this.#texts[code];
  }

  /** Orders two codes by their texts' UTF-8 bytes, as SQL engines do; UTF-16 order differs beyond U+FFFF. */
  compare(left: number, right: number): number {
    return left === right ? 0 : Buffer.compare(this.bytes(left), this.bytes(right));
  }

  /** The text in UTF-8. */
  bytes(code: number): Uint8Array {
    return (this.#bytes[code] ??= Buffer.from(this.#texts[code], 'utf8'));
  }
}

function tooManyTexts(maxTexts: number): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    what: `there are more than ${maxTexts.toLocaleString('en')} distinct texts`,
    remedy: 'Keep identifiers as integers, and do not compute a text of its own for each record.',
  });
}
