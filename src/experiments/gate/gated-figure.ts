import { signedRankP } from '../../statistics/signed-rank.ts';
import { hodgesLehmann } from '../../statistics/hodges-lehmann.ts';
import { decide, looks } from './decide.ts';
import type { GatePoint } from './gate-point.ts';
import type { GatedMetric } from './gated-metric.ts';
import { isMachineTooNoisy, marginOf, pairedDifferences, type Block } from './paired-differences.ts';

/** One figure that head must not have worse than base, and what is known of it so far. */
export interface GatedFigure {
  readonly point: GatePoint;
  readonly metric: GatedMetric;
  state: 'open' | 'pass' | 'suspect' | 'regression' | 'unconfirmed';
}

/** Each version is in two of its units. */
const pairsPerBlock = 2;

/** Blocks by the point at which they were measured. */
export type Blocks = ReadonlyMap<GatePoint, readonly Block[]>;

export function figuresOf(points: readonly GatePoint[]): GatedFigure[] {
  return points.flatMap((point) => point.metrics.map((metric) => ({ point, metric, state: 'open' as const })));
}

/**
 * Decides of the open figures what can be decided. Where copies of the same code differ by more than the margin,
 * nothing can.
 */
export function decideOpen(figures: readonly GatedFigure[], blocks: Blocks): void {
  const decidable = figures.flatMap((figure) => {
    const own = blocks.get(figure.point)!;
    // Between looks nothing is decided: each look spends a part of the error.
    if (figure.state !== 'open' || !looks.includes(pairsPerBlock * own.length)) return [];
    const found = pairedDifferences(own, figure.metric);
    if (found === undefined || isMachineTooNoisy(found, figure.metric)) return [];
    return [{ figure, margin: marginOf(found, figure.metric), worse: found.worse }];
  });
  decide(decidable, figures.length).forEach((decision, index) => {
    const { figure } = decidable[index];
    if (decision !== 'open') figure.state = decision === 'pass' ? 'pass' : 'suspect';
  });
}

/** Whether a figure may yet become a regression: it is a suspect, or its middle is beyond the margin. */
export function looksWorse(figures: readonly GatedFigure[], blocks: Blocks): boolean {
  return figures.some(({ state, point, metric }) => {
    if (state !== 'open') return state === 'suspect';
    const found = pairedDifferences(blocks.get(point)!, metric);
    if (found === undefined || isMachineTooNoisy(found, metric)) return false;
    return (hodgesLehmann(found.worse) ?? 0) > marginOf(found, metric);
  });
}

export function hasRegression(figures: readonly GatedFigure[]): boolean {
  return figures.some(({ state }) => state === 'regression');
}

/** A confirmation is one more test, of one figure and at one look. */
const confirmationError = 0.01;

/** Whether fresh pairs say the same as those that made the figure a suspect. */
export function confirm(figure: GatedFigure, fresh: readonly Block[]): void {
  const found = pairedDifferences(fresh, figure.metric);
  const margin = found === undefined ? 0 : marginOf(found, figure.metric);
  const probability = signedRankP((found?.worse ?? []).map((difference) => difference - margin)) ?? 1;
  figure.state = probability <= confirmationError ? 'regression' : 'unconfirmed';
}
