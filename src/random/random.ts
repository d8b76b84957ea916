import { threefry2x32 } from './threefry.ts';

/**
 * Streams for the gaps between arrivals, the choice of records sent again, the phase of a unit's triggers and the phase
 * of its epochs. Records use streams from 0 upwards, which never reach these.
 */
export const arrivalStream = 65_535;
export const resendStream = 65_534;
export const phaseStream = 65_533;
export const epochStream = 65_532;

const words = new Uint32Array(2);

/**
 * A random number in the open interval (0, 1), as a pure function of its arguments. It is (n + ½) · 2^-52 for 52 random
 * bits n, so that neither 0 nor 1 occurs and logarithms are finite.
 *
 * @param seed any safe integer
 * @param index index of the record, 0 ≤ index < 2^48
 * @param stream number of the independent stream, 0 ≤ stream < 2^16
 */
export function uniform(seed: number, index: number, stream: number): number {
  const indexHigh = Math.floor(index / 2 ** 32);
  threefry2x32(index | 0, (indexHigh << 16) | stream, seed | 0, Math.floor(seed / 2 ** 32), words);
  return (words[0] * 2 ** 20 + (words[1] >>> 12) + 0.5) * 2 ** -52;
}

/**
 * Random numbers for one record at a time. Every draw uses the next stream of the record, so the numbers of record i
 * depend only on the seed and on i, not on draws for other records.
 */
export class RecordRandom {
  readonly #seed: number;
  #index = 0;
  #stream = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Moves to the first number of record `index`. */
  at(index: number): this {
    this.#index = index;
    this.#stream = 0;
    return this;
  }

  /** Uniform in (0, 1). */
  uniform(): number {
    if (this.#stream >= epochStream) throw new RangeError(`more than ${epochStream} random numbers for one record`);
    return uniform(this.#seed, this.#index, this.#stream++);
  }

  /**
   * Like `uniform` if the number is needed; else skips it at no cost and returns 0. Later draws are the same either
   * way.
   */
  uniformIf(isNeeded: boolean): number {
    if (isNeeded) return this.uniform();
    this.#stream++;
    return 0;
  }

  /** A whole number, 0 ≤ n < `below` ≤ 2^53. */
  integer(below: number): number {
    // The largest uniform number is 1 − 2^-53, and its product with `below` never rounds up to `below`.
    return Math.floor(this.uniform() * below);
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** Normal with mean 0 and variance 1; uses two streams. Source: Box and Muller, Ann. Math. Statist. 29 (1958). */
  normal(): number {
    const radius = Math.sqrt(2 * this.exponential());
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }
}
