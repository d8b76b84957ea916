import { counts } from '../../results/exclusion.ts';
import type { Unit } from '../../results/unit.ts';
import { hodgesLehmann, walshInterval } from '../../statistics/hodges-lehmann.ts';
import { copies, type Copy } from './block.ts';
import { logMargin, type GatedMetric } from './gated-metric.ts';

export interface BlockUnit {
  readonly copy: Copy;
  readonly unit: Unit;
}

/** The four units of a block at one point, in the order in which they were measured: the first two are a pair. */
export type Block = readonly BlockUnit[];

/** What the blocks say of a metric. */
export interface PairedDifferences {
  /** For each pair the logarithm of head over base, positive where head is worse. */
  readonly worse: readonly number[];
  /** Of base and of head, for each block the same of the second copy over the first one. */
  readonly canaries: readonly (readonly number[])[];
}

/** Pairs in which the figure does not count, or is 0, are left out. Undefined where none is left. */
export function pairedDifferences(blocks: readonly Block[], metric: GatedMetric): PairedDifferences | undefined {
  const sign = metric.better === 'lower' ? 1 : -1;
  const worse = blocks
    .flatMap((block) => [block.slice(0, 2), block.slice(2)])
    .flatMap((pair) => ratio(pair, 'side', metric))
    .map((difference) => sign * difference);
  const ofSide = (side: Copy['side']): Block[] => blocks.map((block) => block.filter(({ copy }) => copy.side === side));
  const canaries = [ofSide('base'), ofSide('head')].map((own) =>
    own.flatMap((both) => ratio(both, 'place', metric)).map((difference) => sign * difference),
  );
  return worse.length === 0 ? undefined : { worse, canaries };
}

/** The logarithm of head over base, or of the second copy over the first; none where a figure does not count. */
function ratio(units: Block, by: keyof Copy, metric: GatedMetric): number[] {
  const [lower, upper] = ordered(units, by).map(({ unit }) => figureOf(unit, metric));
  return lower === null || upper === null ? [] : [Math.log(upper / lower)];
}

function ordered(units: Block, by: keyof Copy): Block {
  return units.toSorted(({ copy: left }, { copy: right }) => (left[by] < right[by] ? -1 : 1));
}

export function figureOf(unit: Unit, { figure, read }: GatedMetric): number | null {
  const value = counts(unit, figure) ? read(unit) : null;
  return value === 0 ? null : value;
}

/**
 * Whether copies of the same code surely differ, and by more than the margin: then nothing can be said of base and
 * head. Without "surely", the noise of a few pairs would look like it.
 */
export function doCopiesDiffer({ canaries }: PairedDifferences, metric: GatedMetric): boolean {
  return canaries.some((canary) => {
    const interval = walshInterval(canary);
    const isSure = interval !== null && (interval.low > 0 || interval.high < 0);
    return isSure && Math.abs(hodgesLehmann(canary)!) > logMargin(metric);
  });
}

/**
 * Whether no copy of head is surely within the margin beside a copy of base. "Surely", because a single pair of copies
 * has few units, and a difference that shows in all of them together may not show in each.
 */
export function isOfAllCopies(blocks: readonly Block[], metric: GatedMetric): boolean {
  const sign = metric.better === 'lower' ? 1 : -1;
  const [base, head] = (['base', 'head'] as const).map((side) => copies.filter((copy) => copy.side === side));
  return base.every((from) =>
    head.every((to) => {
      const isOne = ({ copy }: BlockUnit): boolean =>
        [from, to].some(({ side, place }) => copy.side === side && copy.place === place);
      const differences = blocks.flatMap((block) => ratio(block.filter(isOne), 'side', metric));
      const interval = walshInterval(differences.map((difference) => sign * difference));
      return interval === null || interval.high > logMargin(metric);
    }),
  );
}
