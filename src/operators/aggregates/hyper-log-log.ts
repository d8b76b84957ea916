const indexBits = 12;
const registerCount = 2 ** indexBits;
/**
 * The other bits of a 64-bit hash. A hash's rank is the position of the first 1 among them, counted from 1; one more
 * than their number if there is none.
 */
const rankBits = 64 - indexBits;

/**
 * Estimates how many different hashes were added, with a standard error of 1.04 / √4096 = 1.6 %, in 4 KiB.
 *
 * Sources: Flajolet, Fusy, Gandouet and Meunier, HyperLogLog: the analysis of a near-optimal cardinality estimation
 * algorithm, AofA 2007, for the sketch; Heule, Nunkesser and Hall, HyperLogLog in Practice, EDBT 2013, for 64-bit
 * hashes; O. Ertl, New cardinality estimation algorithms for HyperLogLog sketches, arXiv:1702.01284 (2017),
 * algorithm 6, for an estimate that is unbiased over the whole range.
 */
export class HyperLogLog {
  readonly #registers = new Uint8Array(registerCount);
  /** How many registers hold each rank. */
  readonly #ranks = new Uint16Array(rankBits + 2);

  constructor() {
    this.#ranks[0] = registerCount;
  }

  /** Adds a hash of 64 bits, as two unsigned words. */
  add(high: number, low: number): void {
    const index = high >>> (32 - indexBits);
    const rest = high << indexBits;
    const rank = 1 + (rest === 0 ? 32 - indexBits + Math.clz32(low) : Math.clz32(rest));
    const known = this.#registers[index];
    if (rank <= known) return;
    this.#registers[index] = rank;
    this.#ranks[known]--;
    this.#ranks[rank]++;
  }

  estimate(): number {
    let sum = registerCount * tau(1 - this.#ranks[rankBits + 1] / registerCount);
    for (let rank = rankBits; rank >= 1; rank--) sum = 0.5 * (sum + this.#ranks[rank]);
    sum += registerCount * sigma(this.#ranks[0] / registerCount);
    return Math.round(registerCount ** 2 / (2 * Math.LN2 * sum));
  }
}

/** x + Σ x^(2^k) · 2^(k − 1) for k ≥ 1; corrects for registers that are still empty. */
function sigma(x: number): number {
  if (x === 1) return Infinity;
  let sum = x;
  let power = x;
  let weight = 1;
  for (let before = NaN; sum !== before; weight *= 2) {
    power *= power;
    before = sum;
    sum += power * weight;
  }
  return sum;
}

/** (1 − x − Σ (1 − x^(2^−k))² · 2^−k for k ≥ 1) / 3; corrects for registers that are full. */
function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let sum = 1 - x;
  let root = x;
  let weight = 0.5;
  for (let before = NaN; sum !== before; weight *= 0.5) {
    root = Math.sqrt(root);
    before = sum;
    sum -= (1 - root) ** 2 * weight;
  }
  return sum / 3;
}
