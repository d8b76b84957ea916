import type { Threshold } from '../../statistics/threshold.ts';
import { bestByRate } from './best-by-rate.ts';
import type { Cell } from './cell.ts';

/** A change of the best configuration between two rates of the grid. */
export interface Change {
  /** The best one below the change, at the highest rate of the grid at which it is the best. */
  readonly below: Cell;
  /** The best one above the change, at the lowest rate at which it is the best; null where none keeps up. */
  readonly above: Cell | null;
  /** The configuration of `below`, at the rate of `above`. */
  readonly overtaken: Cell;
}

/** A change with its exact rate, from units around it; null where these are inconclusive. */
export interface Crossover extends Change {
  readonly threshold: Threshold | null;
  /** False if the sweep ended before the units around it were measured. */
  readonly isSearched: boolean;
}

/**
 * The changes of the best configuration, from the lowest rate to the highest. Inconclusive rates are skipped, so a
 * change may lie between two rates that are not neighbours.
 *
 * @param cellsByRate ascending by rate; within a rate the simplest configuration first
 */
export function changesIn(cellsByRate: readonly (readonly Cell[])[]): Change[] {
  const changes: Change[] = [];
  let last: Cell | undefined;
  for (const { cells, best } of bestByRate(cellsByRate)) {
    if (best.kind === 'inconclusive') continue;
    const above = best.kind === 'one' ? best.cell : null;
    if (last !== undefined && last.name !== above?.name) {
      changes.push({ below: last, above, overtaken: cells.find(({ name }) => name === last?.name)! });
    }
    last = above ?? undefined;
  }
  return changes;
}

/** The configuration below still keeps up at the rate of the one above, but is slower there. */
export function isLatencyChange({ above, overtaken }: Change): boolean {
  return above !== null && overtaken.keepsUp === 'yes';
}
