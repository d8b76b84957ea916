import { bestCell, type Best } from './best-cell.ts';
import type { Cell } from './cell.ts';

/** The best configuration at one rate. */
export interface BestAtRate {
  readonly ratePerSecond: number;
  readonly cells: readonly Cell[];
  readonly best: Best;
}

/**
 * The best one at each rate, up to the first with which none keeps up: none keeps up with a higher one either. Equals
 * do not replace each other from rate to rate.
 *
 * @param cellsByRate ascending by rate; within a rate the simplest configuration first
 */
export function bestByRate(cellsByRate: readonly (readonly Cell[])[]): BestAtRate[] {
  const found: BestAtRate[] = [];
  let incumbent: string | undefined;
  for (const cells of cellsByRate) {
    const best = bestCell(cells, incumbent);
    found.push({ ratePerSecond: cells[0].ratePerSecond, cells, best });
    if (best.kind === 'none') break;
    if (best.kind === 'one') incumbent = best.cell.name;
  }
  return found;
}
