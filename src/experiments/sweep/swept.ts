import type { CostCurve } from '../../results/findings/cost-curve.ts';
import type { Unit } from '../../results/unit.ts';
import { cellOf, type Cell } from './cell.ts';
import type { Crossover } from './crossover.ts';
import type { ExperimentTools } from '../tools.ts';
import type { SweepSettings } from './sweep-settings.ts';
import type { SweepUnits } from './sweep-units.ts';

export interface SweepTools extends ExperimentTools {
  /** Number of units taken from an interrupted start. */
  readonly earlierUnits: number;
}

/** The progress of a sweep. */
export interface Swept {
  /** The rates of the grid, ascending. */
  rates: readonly number[];
  /** Undefined until the whole grid is measured. */
  crossovers: Crossover[] | undefined;
  /** The last unit, which checks the fitted cost of micro-batches; undefined where these keep up with no rate. */
  fresh: Unit | undefined;
  costCurve: CostCurve | null;
}

/** By rate, ascending, and within it by configuration. */
export function cellsOf({ configurations }: SweepSettings, rates: readonly number[], swept: SweepUnits): Cell[][] {
  return rates.map((ratePerSecond) =>
    configurations.map((configuration) =>
      cellOf(configuration, ratePerSecond, swept.units, swept.isLeftOut({ configuration, ratePerSecond })),
    ),
  );
}
