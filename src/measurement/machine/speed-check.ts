/** How long pieces of work took that are all alike, in turns: what differs from piece to piece is the machine. */
export interface SpeedCheck {
  /** Within registers: the processor's own speed. */
  readonly arithmeticMicros: readonly number[];
  /** Reads all over a table: the speed of a cache and a memory that others may use too. */
  readonly memoryMicros: readonly number[];
}

/** Some 10 ms of work each, as of a micro-batch. */
const additions = 8_000_000;
const reads = 500_000;
/** 32 MiB: about all of a shared cache, as the state of a pipeline with many keys. */
const tableLength = 2 ** 23;
/** Compiled code settles in these, which are not counted. */
const warmUpPieces = 5;

/** Takes about 20 ms for each piece. */
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
  // Work of which nobody asks the answer could be left out by the compiler.
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

/** By a linear congruential generator of full period (Knuth, TAOCP 2, 3.2.1.2, theorem A): no place twice in a period, which is all of the table. */
function readAllOver(table: Int32Array, seed: number): number {
  let [place, sum] = [seed, 0];
  for (let index = 0; index < reads; index++) {
    place = (Math.imul(place, 1_664_525) + 1_013_904_223) & (tableLength - 1);
    sum = (sum + table[place]) | 0;
  }
  return sum;
}
