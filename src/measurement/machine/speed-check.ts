/** Times of equal pieces of two kinds of work, in turns. Differences between pieces come from the machine. */
export interface SpeedCheck {
  /** Work within registers: the speed of the processor. */
  readonly arithmeticMicros: readonly number[];
  /** Random reads from a large table: the speed of caches and memory, which others may use too. */
  readonly memoryMicros: readonly number[];
}

/** Each takes about 10 ms, like a micro-batch. */
const additions = 8_000_000;
const reads = 500_000;
/** 32 MiB: about the size of a shared cache, and of the state of a pipeline with many keys. */
const tableLength = 2 ** 23;
/** These let compiled code settle, and are not counted. */
const warmUpPieces = 5;

/** Takes about 20 ms per piece. */
export function checkSpeed(pieces: number): SpeedCheck {
  const table = new Int32Array(tableLength).fill(1);
  const timed = Array.from({ length: warmUpPieces + pieces }, (_, piece) => ({
    arithmetic: microsOf(() => arithmetic(piece)),
    memory: microsOf(() => readAllOver(table, piece)),
  })).slice(warmUpPieces);
  return {
    arithmeticMicros: timed.map(({ arithmetic: micros }) => micros),
    memoryMicros: timed.map(({ memory }) => memory),
  };
}

function microsOf(work: () => number): number {
  const start = performance.now();
  const answer = work();
  const micros = (performance.now() - start) * 1000;
  // If nothing used the answer, the compiler could leave out the work.
  if (Number.isNaN(answer)) throw new Error('the work has no answer');
  return micros;
}

function arithmetic(seed: number): number {
  let [state, sum] = [seed, 0];
  for (let index = 0; index < additions; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    sum ^= state >>> 3;
  }
  return sum;
}

/**
 * Reads in the order of a linear congruential generator whose period is the whole table (Knuth, TAOCP 2, 3.2.1.2,
 * theorem A), so that no place comes twice within a period.
 */
function readAllOver(table: Int32Array, seed: number): number {
  let [place, sum] = [seed, 0];
  for (let index = 0; index < reads; index++) {
    place = (Math.imul(place, 1_664_525) + 1_013_904_223) & (tableLength - 1);
    sum = (sum + table[place]) | 0;
  }
  return sum;
}
