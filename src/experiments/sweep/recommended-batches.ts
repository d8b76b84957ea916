import { bestCell } from './best-cell.ts';
import { spreadOf, type Cell } from './cell.ts';
import { cheapestAt } from './cheapest.ts';
import { isFitted } from './cost-findings.ts';
import type { Crossover } from './crossover.ts';
import type { GridPoint } from './grid.ts';
import type { SweepSettings } from './sweep-settings.ts';

/**
 * The micro-batches whose saving is examined: those that hold the objective at the lowest cost, else those that are
 * best above a crossover, else the best known ones at the highest rate with which any keep up. Undefined where none do.
 */
export function recommendedBatches(
  cellsByRate: readonly (readonly Cell[])[],
  crossovers: readonly Crossover[],
  settings: SweepSettings,
): GridPoint | undefined {
  const chosen = choices(cellsByRate, settings);
  const takingOver = crossovers.map(({ above }) => above);
  const best = cellsByRate.toReversed().map((cells) => {
    const found = bestCell(cells.filter(isBatched));
    if (found.kind === 'none') return null;
    return found.kind === 'one' ? found.cell : found.leading;
  });
  const cell = [...chosen, ...takingOver, ...best].find(
    (candidate) => candidate !== null && isBatched(candidate) && spreadOf(candidate, 'p99Micros') !== null,
  );
  return cell ?? undefined;
}

function choices(cellsByRate: readonly (readonly Cell[])[], { objective, askedRate }: SweepSettings): (Cell | null)[] {
  if (objective === null) return [];
  const asked = cellsByRate.filter(([{ ratePerSecond }]) => askedRate === null || ratePerSecond === askedRate);
  return asked.map((cells) => cheapestAt(cells, [], objective).cell);
}

/** Whether these are micro-batches whose cost can be fitted. */
function isBatched({ configuration, units }: Cell): boolean {
  return isFitted(configuration) && units.some(({ local }) => local !== null);
}
