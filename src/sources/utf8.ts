/** Decoders replace bytes that are not UTF-8 by U+FFFD. */
const replacement = '\uFFFD';

/** Distinguishes texts that decoding has damaged from texts that hold a replacement character of their own. */
export class Utf8Check {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #isBroken = false;

  /** Checks the next bytes. To be called before `damaged` for texts in them. Without bytes: the input has ended. */
  take(bytes?: Uint8Array): void {
    if (this.#isBroken) return;
    try {
      this.#decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      this.#isBroken = true;
    }
  }

  /** Whether decoding may have damaged the text. False as long as all bytes were UTF-8. */
  damaged(text: string): boolean {
    return this.#isBroken && text.includes(replacement);
  }
}

/** The leading U+FEFF of a text is a character of it, not a mark of its encoding. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of the bytes; the bytes themselves if they are not UTF-8. */
export function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return decoder.decode(bytes);
  } catch {
    return bytes;
  }
}

/** Only JSON can write one, with `\\u`: no other format, and no sink, has a place for it. */
export const notUnicode = {
  what: 'the text has half of a surrogate pair, which is no character',
  remedy: 'Correct the record: a text was cut in the middle of a character.',
} as const;

export const notUtf8 = {
  what: 'the text is not UTF-8',
  remedy: 'Convert the file to UTF-8, for example with iconv.',
} as const;
