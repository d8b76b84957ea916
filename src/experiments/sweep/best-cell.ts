import { spreadOf, type Cell } from './cell.ts';

/** At one rate: the best configuration, or that none keeps up, or that the best is inconclusive. */
export type Best =
  | { readonly kind: 'one'; readonly cell: Cell }
  | { readonly kind: 'none' }
  | { readonly kind: 'inconclusive' };

/** Percentiles that differ by a smaller factor count as equal, even if the difference is certain. */
export const tieFactor = 1.1;

/**
 * The configuration with the lowest p99 of those that keep up. Those not clearly above it are its equals. Of equals the
 * first one in order is returned, or `incumbent`, the best at the rate below, so that noise alone changes nothing.
 *
 * @param cells of one rate, the simplest configuration first
 */
export function bestCell(cells: readonly Cell[], incumbent?: string): Best {
  const candidates = cells.filter((cell) => cell.keepsUp === 'yes' && spreadOf(cell, 'p99Micros') !== null);
  const doubtful = cells.filter(
    (cell) => cell.keepsUp === 'inconclusive' || (cell.keepsUp === 'yes' && !candidates.includes(cell)),
  );
  if (candidates.length === 0) return { kind: doubtful.length === 0 ? 'none' : 'inconclusive' };
  const lowest = candidates.toSorted(
    (left, right) => spreadOf(left, 'p99Micros')!.estimate - spreadOf(right, 'p99Micros')!.estimate,
  )[0];
  const equals = candidates.filter((cell) => !isSlower(cell, lowest));
  const best = equals.find(({ name }) => name === incumbent) ?? equals[0];
  const rivals = doubtful.filter(
    (cell) => !isSlower(cell, lowest) && (cells.indexOf(cell) < cells.indexOf(best) || isSlower(best, cell)),
  );
  return rivals.length === 0 ? { kind: 'one', cell: best } : { kind: 'inconclusive' };
}

/** The p99 of `cell` is above that of `than` by more than noise, and by enough to matter. */
export function isSlower(cell: Cell, than: Cell): boolean {
  const [own, other] = [spreadOf(cell, 'p99Micros'), spreadOf(than, 'p99Micros')];
  if (own === null || other === null) return false;
  return own.low > other.high && own.estimate > tieFactor * other.estimate;
}
