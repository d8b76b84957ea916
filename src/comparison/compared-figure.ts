import type { Summary } from '../results/summary.ts';

export interface Side extends Pick<Summary, 'estimate' | 'low' | 'high' | 'level' | 'units'> {
  /** Where the estimate is unknown, but is above this. */
  readonly above?: number | undefined;
}

/** One figure of one configuration and rate in both documents. */
export interface ComparedFigure {
  readonly metric: string;
  readonly a: Side;
  readonly b: Side;
  /** b/a of the estimates; null where one is missing, or a is 0. */
  readonly ratio: number | null;
  /** What b is, compared with a. Faster or slower only where both have a confidence interval and these are apart. */
  readonly verdict: 'faster' | 'slower' | 'inconclusive';
  /** Why the verdict is what it is. */
  readonly reason: string;
}

export type FigureVerdict = Pick<ComparedFigure, 'verdict' | 'reason'>;

/** The reason for an inconclusive verdict that more units can change. */
export const tooFewUnits = 'too few units for an interval';
/** The reason for an inconclusive verdict where a side is unknown, or counts in no unit. */
export const noFigure = 'no figure';
const overlapping = 'the intervals overlap';

/** Whether it is inconclusive for a reason of its own, of which neither the figures nor their number tell. */
export function isDoubtful({ verdict, reason }: FigureVerdict): boolean {
  return verdict === 'inconclusive' && ![tooFewUnits, noFigure, overlapping].includes(reason);
}

export function comparedFigure(metric: string, a: Side, b: Side, verdict: FigureVerdict): ComparedFigure {
  return { metric, a: sideOf(a), b: sideOf(b), ratio: ratioOf(a, b), ...verdict };
}

function sideOf({ estimate, low, high, level, units, above }: Side): Side {
  return { estimate, low, high, level, units, ...(above !== undefined && { above }) };
}

function ratioOf(a: Side, b: Side): number | null {
  return a.estimate === null || b.estimate === null || a.estimate === 0 ? null : b.estimate / a.estimate;
}

/** By the intervals of both. */
export function verdictOn(a: Side, b: Side, better: 'lower' | 'higher'): FigureVerdict {
  if (a.estimate === null || b.estimate === null) return inconclusive(noFigure);
  if (a.level === null || b.level === null) return inconclusive(tooFewUnits);
  const isLower = b.high! < a.low!;
  if (!isLower && b.low! <= a.high!) return inconclusive(overlapping);
  return { verdict: isLower === (better === 'lower') ? 'faster' : 'slower', reason: 'the intervals are apart' };
}

export function inconclusive(reason: string): FigureVerdict {
  return { verdict: 'inconclusive', reason };
}
