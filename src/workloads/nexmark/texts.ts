import { RecordRandom } from '../../random/random.ts';

/** Pieces begin at this many places of one long text, so that the number of distinct texts is bounded. */
const places = 1024;
const placeLength = 64;
const longestPiece = 1024;

/**
 * Words as in the published generator: one in 13 characters is a space, the others are letters.
 *
 * @param maxLength the length is uniform over 3 ≤ length < maxLength, before spaces at the ends are removed
 */
export function words(random: RecordRandom, maxLength: number): string {
  return untrimmed(random, maxLength).trim();
}

/**
 * Letters that fill an event up to its average size. Their number varies by a fifth.
 *
 * @param size characters of the event without the padding
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

/** An address with three random directories and a query. */
export function url(random: RecordRandom): string {
  const directories = Array.from({ length: 3 }, () => untrimmed(random, 5).replaceAll(' ', '_'));
  return `https://www.nexmark.com/${directories.join('/')}/item.htm?query=1`;
}

function untrimmed(random: RecordRandom, maxLength: number): string {
  return wordPieces.draw(random, 3 + random.integer(maxLength - 3));
}

/** One long text, made on first use: most runs of the program do not need it. */
class Pieces {
  readonly #spaceEvery: number;
  /** Repeated pieces are the same string, so that its hash is computed once. */
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

/** The same in every run, whatever the seed. One in `spaceEvery` characters is a space. */
function longText(spaceEvery: number): string {
  const random = new RecordRandom(0);
  const characters = Array.from({ length: places * placeLength + longestPiece }, (_, index) => {
    const isSpace = random.at(index).uniform() * spaceEvery < 1;
    return isSpace ? ' ' : String.fromCharCode(97 + random.integer(26));
  });
  return characters.join('');
}
