import type { Threshold } from '../../statistics/threshold.ts';
import { bestCell } from './best-cell.ts';
import type { Cell } from './cell.ts';

/** Between two rates of the grid the better configuration changes. */
export interface Change {
  /** The better one up to there, at the highest rate of the grid at which it is. */
  readonly below: Cell;
  /** The better one from there on, at the lowest rate at which it is; null where none keeps up any more. */
  readonly above: Cell | null;
  /** The one below, at the rate of the one above. */
  readonly overtaken: Cell;
}

/** Where exactly, by units around it; null where they do not tell. */
export interface Crossover extends Change {
  readonly threshold: Threshold | null;
  /** False: the sweep ended before units around it could tell. */
  readonly isSearched: boolean;
}

/**
 * From the lowest rate to the highest: where the better configuration changes. Rates at which the units do not tell are
 * passed over, so that a change may lie between two rates that are not neighbours.
 *
 * @param cellsByRate of each rate, ascending: those of all configurations, the simplest first
 */
export function changesIn(cellsByRate: readonly (readonly Cell[])[]): Change[] {
  const changes: Change[] = [];
  let last: Cell | undefined;
  for (const cells of cellsByRate) {
    const best = bestCell(cells, last?.name);
    if (best.kind === 'inconclusive') continue;
    const above = best.kind === 'one' ? best.cell : null;
    if (last !== undefined && last.name !== above?.name) {
      changes.push({ below: last, above, overtaken: cells.find(({ name }) => name === last?.name)! });
    }
    // Above a rate that none keeps up with, none keeps up with any.
    if (above === null) break;
    last = above;
  }
  return changes;
}

/** The one below still keeps up where the other is better, so it is only slower there. */
export function isLatencyChange({ above, overtaken }: Change): boolean {
  return above !== null && overtaken.keepsUp === 'yes';
}
