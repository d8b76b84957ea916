import { configurationOf } from '../../results/configuration.ts';
import type { GateFigure } from '../../results/findings/gate.ts';
import { hodgesLehmann, walshInterval } from '../../statistics/hodges-lehmann.ts';
import { median } from '../../statistics/median.ts';
import type { GateRounds } from './gate-rounds.ts';
import { hasRegression, type GatedFigure } from './gated-figure.ts';
import { logMargin, shareOf, type GatedMetric } from './gated-metric.ts';
import {
  doCopiesDiffer,
  figureOf,
  pairedDifferences,
  type Block,
  type PairedDifferences,
} from './paired-differences.ts';
import { pairsToSettle } from './pairs-to-settle.ts';

/**
 * All figures of the gate as in the result.
 *
 * @param isWhole false where a problem ended the gate early
 */
export function gateFigures({ figures, blocks, confirmation: { fresh } }: GateRounds, isWhole: boolean): GateFigure[] {
  const ended = hasRegression(figures) ? 'a regression ended the measuring' : isWhole ? null : 'the gate ended early';
  return figures.map((figure) => {
    const own = blocks.get(figure.point)!;
    const found = pairedDifferences(own, figure.metric);
    return {
      ...resultOf(figure, own, found, fresh.get(figure), ended),
      ...settlingOf(figure, found, figures.length),
    };
  });
}

/** @param ended what ended the measuring before its time was over; null where nothing did */
function resultOf(
  figure: GatedFigure,
  blocks: readonly Block[],
  found: PairedDifferences | undefined,
  fresh: readonly Block[] | undefined,
  ended: string | null,
): GateFigure {
  const { point, metric } = figure;
  const interval = walshInterval(found?.worse ?? []);
  const changeOf = (logarithm: number | null): number | null =>
    logarithm === null ? null : shareOf(logarithm, metric);
  const canaries = found?.canaries.map((canary) => changeOf(hodgesLehmann(canary))) ?? [null, null];
  const medianOf = (side: 'base' | 'head'): number | null =>
    median(blocks.flat().flatMap(({ copy, unit }) => (copy.side === side ? (figureOf(unit, metric) ?? []) : [])));
  return {
    ...configurationOf(point.configuration),
    load: point.load,
    ratePerSecond: point.ratePerSecond,
    metric: metric.name,
    label: metric.label,
    unit: metric.unit,
    base: medianOf('base'),
    head: medianOf('head'),
    ...verdictOf(figure, found, ended),
    margin: metric.marginShare,
    change: changeOf(hodgesLehmann(found?.worse ?? [])),
    low: changeOf(interval?.low ?? null),
    high: changeOf(interval?.high ?? null),
    level: interval?.level ?? null,
    pairs: found?.worse.length ?? 0,
    ...(fresh !== undefined && { confirmed: confirmationOf(figure, fresh) }),
    sameCode: { base: canaries[0], head: canaries[1] },
  };
}

/** @param family number of all figures */
function settlingOf(
  { state, metric }: GatedFigure,
  found: PairedDifferences | undefined,
  family: number,
): Pick<GateFigure, 'pairsToSettle'> {
  if (found === undefined || doCopiesDiffer(found, metric)) return {};
  // To confirm it takes as many again.
  if (state === 'suspect') return { pairsToSettle: 2 * found.worse.length };
  if (state !== 'open') return {};
  const pairs = pairsToSettle({ worse: found.worse, margin: logMargin(metric) }, family);
  return pairs === null ? {} : { pairsToSettle: pairs };
}

function confirmationOf({ metric }: GatedFigure, fresh: readonly Block[]): NonNullable<GateFigure['confirmed']> {
  const { worse } = pairedDifferences(fresh, metric) ?? { worse: [] };
  const middle = hodgesLehmann(worse);
  return { change: middle === null ? null : shareOf(middle, metric), pairs: worse.length };
}

function verdictOf(
  { state, metric }: GatedFigure,
  found: PairedDifferences | undefined,
  ended: string | null,
): Pick<GateFigure, 'verdict' | 'why'> {
  switch (state) {
    case 'pass':
    case 'regression':
      return { verdict: state };
    case 'unconfirmed':
      return { verdict: 'inconclusive', why: 'a regression that fresh pairs, or single copies, did not confirm' };
    case 'suspect':
      return { verdict: 'inconclusive', why: ended ?? 'a regression that was not confirmed in time' };
    case 'open':
      return { verdict: 'inconclusive', why: ended ?? whyOpen(found, metric) };
  }
}

function whyOpen(found: PairedDifferences | undefined, metric: GatedMetric): string {
  if (found === undefined) return 'no pair of units counts';
  if (doCopiesDiffer(found, metric)) return 'copies of the same code differ by more than the margin';
  return 'too few pairs for so much noise';
}
