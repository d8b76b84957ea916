import { isRangeBelow, unbeaten } from '../../statistics/ranges-apart.ts';
import { spreadOf, type Cell } from './cell.ts';

/** At one rate: the best configuration, or that none keeps up, or that the best is inconclusive. */
export type Best =
  | {
      readonly kind: 'one';
      readonly cell: Cell;
      /** Others that keep up, and are indistinguishable from it. */
      readonly ties: readonly Cell[];
    }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'inconclusive';
      /** The best of those that surely keep up and have a p99; null without any. */
      readonly leading: Cell | null;
      /** Those that may be better. */
      readonly open: readonly Cell[];
    };

/** Percentiles that differ by a smaller factor count as equal, even if the difference is certain. */
export const tieFactor = 1.1;
/**
 * Of those that are indistinguishable, one is not preferred as the simpler one if its p99 exceeds the lowest by more
 * than this factor. Its units then scatter too much to tell, and that is no reason to choose it.
 */
const scatterFactor = 2;

/**
 * The configuration with the lowest p99 of those that keep up. Those not clearly above any are equals. Of these the
 * first one in order is returned, or `incumbent`, the best at the rate below, so that noise alone changes nothing.
 *
 * @param cells of one rate, the simplest configuration first
 */
export function bestCell(cells: readonly Cell[], incumbent?: string): Best {
  const candidates = cells.filter((cell) => cell.keepsUp === 'yes' && spreadOf(cell, 'p99Micros') !== null);
  const doubtful = cells.filter((cell) => cell.keepsUp !== 'no' && !candidates.includes(cell));
  if (candidates.length === 0) {
    return doubtful.length === 0 ? { kind: 'none' } : { kind: 'inconclusive', leading: null, open: doubtful };
  }
  const lowest = candidates.toSorted((left, right) => p99Of(left) - p99Of(right))[0];
  const equals = unbeaten(candidates, (one, other) => isSlower(other, one));
  const close = equals.filter((cell) => p99Of(cell) <= scatterFactor * p99Of(lowest));
  const best = equals.find(({ name }) => name === incumbent) ?? close[0];
  const isRival = (cell: Cell): boolean => {
    // It may have any p99.
    if (spreadOf(cell, 'p99Micros') === null) return true;
    return (
      !candidates.some((other) => isSlower(cell, other)) &&
      (cells.indexOf(cell) < cells.indexOf(best) || isSlower(best, cell))
    );
  };
  const open = [...doubtful.filter(isRival), ...(close.includes(best) ? [] : [best])];
  if (open.length > 0) return { kind: 'inconclusive', leading: close[0], open };
  return { kind: 'one', cell: best, ties: equals.filter((cell) => cell !== best) };
}

function p99Of(cell: Cell): number {
  return spreadOf(cell, 'p99Micros')!.estimate;
}

/** How close the p99 of two cells are of which none is surely better by a tenth. */
export function tieWord(cell: Cell, other: Cell): 'indistinguishable from' | 'within a tenth of' {
  const [own, others] = [spreadOf(cell, 'p99Micros'), spreadOf(other, 'p99Micros')];
  const differ = own !== null && others !== null && (isRangeBelow(own, others) || isRangeBelow(others, own));
  return differ ? 'within a tenth of' : 'indistinguishable from';
}

/** The p99 of `cell` is above that of `than` by more than noise, and by enough to matter. */
export function isSlower(cell: Cell, than: Cell): boolean {
  const [own, other] = [spreadOf(cell, 'p99Micros'), spreadOf(than, 'p99Micros')];
  if (own === null || other === null) return false;
  return isRangeBelow(other, own) && own.estimate > tieFactor * other.estimate;
}
