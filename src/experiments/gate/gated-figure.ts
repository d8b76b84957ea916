import { signedRankP } from '../../statistics/signed-rank.ts';
import { decide, lookAgain, lookPairs, type GateLook, type SpentShares } from './decide.ts';
import type { GatePoint } from './gate-point.ts';
import { logMargin, type GatedMetric } from './gated-metric.ts';
import { doCopiesDiffer, isOfAllCopies, pairedDifferences, type Block } from './paired-differences.ts';

/** One figure that head must not have worse than base, and what is known of it so far. */
export interface GatedFigure {
  readonly point: GatePoint;
  readonly metric: GatedMetric;
  state: 'open' | 'pass' | 'suspect' | 'regression' | 'unconfirmed';
  looks: readonly GateLook[];
}

/** Each version is in two of its units. */
export const pairsPerBlock = 2;
/** At a point, up to the last look. */
export const mostBlocks = lookPairs.at(-1)! / pairsPerBlock;

/** Blocks by the point at which they were measured. */
export type Blocks = ReadonlyMap<GatePoint, readonly Block[]>;

export function figuresOf(points: readonly GatePoint[]): GatedFigure[] {
  return points.flatMap((point) =>
    point.metrics.map((metric) => ({ point, metric, state: 'open' as const, looks: [] })),
  );
}

/**
 * Decides of the open figures what can be decided. Where copies of the same code differ by more than the margin,
 * nothing can.
 *
 * @param family number of all figures of the gate
 * @param isEnd whether the time is over, so that figures are looked at after any number of pairs
 */
export function decideOpen(
  figures: readonly GatedFigure[],
  family: number,
  blocks: Blocks,
  spent: SpentShares,
  isEnd: boolean,
): void {
  const decidable = figures.flatMap((figure) => {
    const own = blocks.get(figure.point)!;
    // Between looks nothing is decided: each look spends a part of the error.
    if (figure.state !== 'open' || !(isEnd || lookPairs.includes(pairsPerBlock * own.length))) return [];
    const found = pairedDifferences(own, figure.metric);
    if (found === undefined || doCopiesDiffer(found, figure.metric)) return [];
    const { worse } = found;
    figure.looks = lookAgain(figure.looks, { pairs: worse.length, spent });
    return [{ figure, margin: logMargin(figure.metric), worse, looks: figure.looks }];
  });
  decide(decidable, family).forEach((decision, index) => {
    const { figure } = decidable[index];
    if (decision !== 'open') figure.state = decision === 'pass' ? 'pass' : 'suspect';
  });
}

/** Whether an open figure may yet become a regression: its middle is beyond the margin. */
export function looksWorse(figure: GatedFigure, blocks: Blocks): boolean {
  return worseP(figure, blocks) < 0.5;
}

/** Whether it is worth more time, once that of the gate is over: a figure at its margin is in a tenth of gates. */
export function isLikelyWorse(figure: GatedFigure, blocks: Blocks): boolean {
  return worseP(figure, blocks) < 0.1;
}

/** The one that is surest to be worse. */
export function surestOf(figures: readonly GatedFigure[], blocks: Blocks): GatedFigure | undefined {
  const ranked = figures.map((figure) => ({ figure, p: worseP(figure, blocks) }));
  return ranked.toSorted((left, right) => left.p - right.p)[0]?.figure;
}

/**
 * How probable such differences are of an open figure that is at its margin; 1 where none is known. Copies of the same
 * code that differ do not matter here: more pairs may show that they do not.
 */
function worseP({ state, point, metric }: GatedFigure, blocks: Blocks): number {
  const found = state === 'open' ? pairedDifferences(blocks.get(point)!, metric) : undefined;
  return signedRankP((found?.worse ?? []).map((difference) => difference - logMargin(metric))) ?? 1;
}

export function hasRegression(figures: readonly GatedFigure[]): boolean {
  return figures.some(({ state }) => state === 'regression');
}

/** How many times as many fresh blocks as there were before: what only just showed may need more to do so again. */
export const confirmingLooks = [1, 2];
/** Of a confirmation, which is one more test of one figure: divided among its looks. */
const confirmationError = 0.01;

/**
 * Whether fresh pairs say the same as those that made the figure a suspect, and no copy of head is surely within the
 * margin beside a copy of base: no number of pairs shows by itself that it is only one copy that is slow.
 */
export function isConfirmed({ metric }: GatedFigure, blocks: readonly Block[], fresh: readonly Block[]): boolean {
  const found = pairedDifferences(fresh, metric);
  const probability = signedRankP((found?.worse ?? []).map((difference) => difference - logMargin(metric))) ?? 1;
  const isSure = probability <= confirmationError / confirmingLooks.length;
  return isSure && isOfAllCopies([...blocks, ...fresh], metric);
}
