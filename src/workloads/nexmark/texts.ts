import { RecordRandom } from '../../random/random.ts';

/** Pieces begin at these many places of one long text, so that a long run has a bounded number of distinct texts. */
const places = 1024;
const placeLength = 64;
const longestPiece = 1024;

/**
 * Words of the published kind: every 13th character is a space, the others are letters.
 *
 * @param maxLength its length is evenly spread over 3 ≤ length < maxLength, before spaces at its ends are cut off
 */
export function words(random: RecordRandom, maxLength: number): string {
  return untrimmed(random, maxLength).trim();
}

/**
 * Letters that fill an event up to the size it should have on average, give or take a fifth.
 *
 * @param size characters that the event has without it
 */
export function padding(random: RecordRandom, size: number, averageSize: number): string {
  const missing = averageSize - size;
  if (missing < 0) return '';
  const spread = Math.round(missing * 0.2);
  return letterPieces.draw(random, missing - spread + (spread === 0 ? 0 : random.integer(2 * spread)));
}

export function oneOf<T>(random: RecordRandom, values: readonly T[]): T {
  return values[random.integer(values.length)];
}

/** Three directories and a query on a site, from the random numbers of its own. */
export function url(random: RecordRandom): string {
  const directories = Array.from({ length: 3 }, () => untrimmed(random, 5).replaceAll(' ', '_'));
  return `https://www.nexmark.com/${directories.join('/')}/item.htm?query=1`;
}

function untrimmed(random: RecordRandom, maxLength: number): string {
  return wordPieces.draw(random, 3 + random.integer(maxLength - 3));
}

/** One long text, made when first asked for: most invocations of the program never do. */
class Pieces {
  readonly #spaceEvery: number;
  /** A text's hash is computed once: pieces that come again are the same object. */
  readonly #known = new Map<number, string>();
  #text: string | undefined;

  constructor(spaceEvery: number) {
    this.#spaceEvery = spaceEvery;
  }

  draw(random: RecordRandom, length: number): string {
    const place = random.integer(places);
    const number = length * places + place;
    let text = this.#known.get(number);
    if (text === undefined) this.#known.set(number, (text = this.#cut(place * placeLength, length)));
    return text;
  }

  #cut(start: number, length: number): string {
    this.#text ??= longText(this.#spaceEvery);
    return this.#text.slice(start, start + length);
  }
}

const wordPieces = new Pieces(13);
const letterPieces = new Pieces(Infinity);

/** The same in every run, whatever its seed. One in `spaceEvery` characters is a space. */
function longText(spaceEvery: number): string {
  const random = new RecordRandom(0);
  const characters = Array.from({ length: places * placeLength + longestPiece }, (_, index) => {
    const isSpace = random.at(index).uniform() * spaceEvery < 1;
    return isSpace ? ' ' : String.fromCharCode(97 + random.integer(26));
  });
  return characters.join('');
}
