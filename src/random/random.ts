import { threefry2x32 } from './threefry.ts';

/**
 * The stream of the gaps between arrivals, that of which records are sent again, and those of where a unit's first trigger
 * stands and where its first epoch ends. Records draw from 0 upwards, so theirs never meet these.
 */
export const arrivalStream = 65_535;
export const resendStream = 65_534;
export const phaseStream = 65_533;
export const epochStream = 65_532;

const words = new Uint32Array(2);

/**
 * A number in the open interval (0, 1), as a pure function of its arguments: 52 random bits and a
 * half, so that neither 0 nor 1 occurs and logarithms are finite.
 *
 * @param seed any safe integer
 * @param index number of the record, 0 ≤ index < 2^48
 * @param stream which of the record's numbers, 0 ≤ stream < 2^16; all are independent
 */
export function uniform(seed: number, index: number, stream: number): number {
  const indexHigh = Math.floor(index / 2 ** 32);
  threefry2x32(index | 0, (indexHigh << 16) | stream, seed | 0, Math.floor(seed / 2 ** 32), words);
  return (words[0] * 2 ** 20 + (words[1] >>> 12) + 0.5) * 2 ** -52;
}

/**
 * The random numbers of one record at a time. Every draw takes the record's next stream, so record i
 * is a function of (seed, i), whatever was drawn for other records.
 */
export class RecordRandom {
  readonly #seed: number;
  #index = 0;
  #stream = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Starts over with the first number of record `index`. */
  at(index: number): this {
    this.#index = index;
    this.#stream = 0;
    return this;
  }

  /** In (0, 1). */
  uniform(): number {
    if (this.#stream >= epochStream) throw new RangeError(`more than ${epochStream} random numbers for one record`);
    return uniform(this.#seed, this.#index, this.#stream++);
  }

  /** As `uniform`, or 0 at no cost where it does not matter: those behind it are the same either way. */
  uniformIf(matters: boolean): number {
    if (matters) return this.uniform();
    this.#stream++;
    return 0;
  }

  /** A whole number, 0 ≤ n < `below` ≤ 2^53. */
  integer(below: number): number {
    // The largest uniform is 1 − 2^-53; its product with `below` never rounds up to `below`.
    return Math.floor(this.uniform() * below);
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** Normal with mean 0 and variance 1; takes two streams. Source: Box and Muller, Ann. Math. Statist. 29 (1958). */
  normal(): number {
    const radius = Math.sqrt(2 * this.exponential());
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }
}
