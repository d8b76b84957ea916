/** U+FFFD: what decoders put where bytes are no UTF-8. */
const replacement = '\uFFFD';

/** Tells texts that were damaged by decoding from those that hold a replacement character of their own. */
export class Utf8Check {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #isBroken = false;

  /** The next bytes, before the texts within them are asked about; none: the last ones have come. */
  take(bytes?: Uint8Array): void {
    if (this.#isBroken) return;
    try {
      this.#decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      this.#isBroken = true;
    }
  }

  /** In a file without a fault, every text is as it was written. */
  damaged(text: string): boolean {
    return this.#isBroken && text.includes(replacement);
  }
}

export const notUtf8 = {
  what: 'the text is not UTF-8',
  remedy: 'Convert the file to UTF-8, for example with iconv.',
} as const;
