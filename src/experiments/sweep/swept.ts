import type { Unit } from '../../results/unit.ts';
import { cellOf, type Cell } from './cell.ts';
import type { Crossover } from './crossover.ts';
import type { ExperimentTools } from '../tools.ts';
import type { SweepSettings } from './sweep-settings.ts';
import type { SweepUnits } from './sweep-units.ts';

export interface SweepTools extends ExperimentTools {
  /** Units that an interrupted start has left behind. */
  readonly earlierUnits: number;
}

/** What a sweep has found out on its way, as far as it came. */
export interface Swept {
  /** Of the grid, ascending. */
  rates: readonly number[];
  /** Undefined until the whole grid is measured. */
  crossovers: Crossover[] | undefined;
  /** The unit that came last, to check what micro-batches were found to cost; undefined where they keep up nowhere. */
  fresh: Unit | undefined;
}

/** By rate, ascending, and within it by configuration. */
export function cellsOf({ configurations }: SweepSettings, rates: readonly number[], swept: SweepUnits): Cell[][] {
  return rates.map((ratePerSecond) =>
    configurations.map((configuration) =>
      cellOf(configuration, ratePerSecond, swept.units, swept.isLeftOut({ configuration, ratePerSecond })),
    ),
  );
}
