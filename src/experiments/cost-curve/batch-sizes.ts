/** The sizes that are measured, in records: three for each factor of 10. */
const sizes = [1, 2, 5].flatMap((digit) => [0, 1, 2, 3, 4].map((power) => digit * 10 ** power));
export const measuredSizes: readonly number[] = [...sizes, 100_000].sort((left, right) => left - right);

/** How often sizes are repeated. */
interface Effort {
  /** The first one is the warm-up: more than the tenth of the records that a unit without a load leaves out. */
  readonly rounds: number;
  /**
   * A small size is repeated in each round until it takes this long. The first invocations after larger ones find cold
   * caches, and one in some hundreds of commits moves the log of SQLite.
   */
  readonly microsOfSize: number;
}

/** The first one with which all sizes fit is taken; of short recordings, the one with which most do. */
const efforts: readonly Effort[] = [
  { rounds: 5, microsOfSize: 10_000 },
  { rounds: 4, microsOfSize: 3000 },
  { rounds: 3, microsOfSize: 1000 },
];
/** Most times that a size is repeated in a round. */
const maxRepeats = 500;
/** Sizes up to this are in each round; larger ones come once, because the records of a unit have to be generated. */
const largestInRounds = 10_000;

/** The cost of an invocation, from units that have been measured; high guesses only leave out large sizes. */
export interface CostGuess {
  readonly invocationMicros: number;
  readonly recordMicros: number;
}

/** What a unit may take. */
export interface CurveBudget {
  readonly micros: number;
  /** As many as there are; Infinity where they are generated. */
  readonly records: number;
}

export interface BatchSizes {
  /** Of the micro-batches of a unit. */
  readonly inTurn: readonly number[];
  /** Why larger sizes are left out; absent where none are. */
  readonly limitedBy?: 'time' | 'records';
}

/**
 * Rounds of the small sizes, then each of the large ones. Large sizes with which the unit would take more than its
 * budget are left out; all are if there are too few records.
 */
export function batchSizes(guess: CostGuess, budget: CurveBudget): BatchSizes {
  const possible = efforts.map((effort) => withinBudget(guess, budget, effort));
  const most = Math.max(...possible.map(({ inTurn }) => largestOf(inTurn)));
  return possible.find(({ limitedBy, inTurn }) => limitedBy !== 'records' || largestOf(inTurn) === most)!;
}

function withinBudget(guess: CostGuess, { records, micros }: CurveBudget, effort: Effort): BatchSizes {
  const plans = measuredSizes.map((_, last) => planOf(measuredSizes.slice(0, last + 1), guess, effort));
  // A single size shows no curve.
  const possible = plans.filter((plan) => recordsOf(plan) <= records && (records === Infinity || largestOf(plan) > 1));
  const inTurn = possible.findLast((plan) => microsOf(plan, guess) <= micros) ?? possible[0] ?? [];
  if (inTurn === plans.at(-1)) return { inTurn };
  return { inTurn, limitedBy: inTurn === possible.at(-1) || inTurn.length === 0 ? 'records' : 'time' };
}

function largestOf(plan: readonly number[]): number {
  return plan.at(-1) ?? 0;
}

function planOf(some: readonly number[], guess: CostGuess, { rounds, microsOfSize }: Effort): number[] {
  const round = some.filter((size) => size <= largestInRounds).flatMap((size) => repeated(size, guess, microsOfSize));
  const large = some.filter((size) => size > largestInRounds);
  return [...Array.from({ length: rounds }, () => round).flat(), ...large];
}

function repeated(size: number, guess: CostGuess, microsOfSize: number): number[] {
  const times = Math.min(maxRepeats, Math.ceil(microsOfSize / microsOf([size], guess)));
  return new Array<number>(times).fill(size);
}

export function recordsOf(plan: readonly number[]): number {
  return plan.reduce((sum, size) => sum + size, 0);
}

function microsOf(plan: readonly number[], { invocationMicros, recordMicros }: CostGuess): number {
  return plan.reduce((sum, size) => sum + invocationMicros + size * recordMicros, 0);
}
