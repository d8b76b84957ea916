import type { Present } from './functions/meaning.test-program.ts';
import { compareValues } from './compare.test-program.ts';
import { hashBytes, hashNumber } from '../../random/content-hash.ts';

/*
 * Later operators use the estimates of sketches, and their results cannot be compared within a bound. So the same
 * estimates are computed here from the published formulas. The sketches' own tests check their bounds.
 */

/** HyperLogLog with 4096 registers. 12 bits choose one; it holds the largest position of the first 1 after them. */
export function approximateCountDistinct(values: readonly Present[]): number {
  const registers = new Map<string, number>();
  for (const bits of values.map(hashBits)) {
    const register = bits.slice(0, 12);
    registers.set(register, Math.max(registers.get(register) ?? 0, bits.slice(12).indexOf('1') + 1));
  }
  const ranks = [...registers.values()];
  const share = (rank: number): number =>
    (rank === 0 ? 4096 - ranks.length : ranks.filter((each) => each === rank).length) / 4096;
  const terms = Array.from({ length: 60 }, (_, index) => index + 1);
  const sigma = share(0) + sum(terms.map((k) => share(0) ** (2 ** k) * 2 ** (k - 1)));
  // No hash here has 52 zeros after its register's bits: that takes 2^52 values.
  const harmonic = sum(terms.slice(0, 52).map((rank) => share(rank) * 2 ** -rank));
  return share(0) === 1 ? 0 : Math.round(4096 / (2 * Math.LN2 * (sigma + harmonic)));
}

/** DDSketch with 1 %: the middle of the bucket that holds the value with the quantile's rank. */
export function approximateQuantile(values: readonly number[], quantile: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((left, right) => compareValues('float', left, right));
  const value = sorted[Math.floor(quantile * (values.length - 1))];
  if (!Number.isFinite(value)) return value;
  if (Math.abs(value) < 2 ** -1022) return 0;
  const gamma = 1.01 / 0.99;
  const bucket = Math.ceil(Math.log(Math.abs(value)) / Math.log(gamma));
  const middle = Math.exp((bucket - 1) * Math.log(gamma)) * ((2 * gamma) / (gamma + 1));
  return Math.sign(value) * Math.min(middle, Number.MAX_VALUE);
}

function hashBits(value: Present): string {
  const words = new Uint32Array(2);
  if (typeof value === 'string') hashBytes(Buffer.from(value, 'utf8'), words);
  else hashNumber(Number(value), words);
  return [...words].map((word) => word.toString(2).padStart(32, '0')).join('');
}

function sum(terms: readonly number[]): number {
  return terms.reduce((total, term) => total + term, 0);
}
