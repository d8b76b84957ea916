import type { Run } from '../../results/result.ts';
import { cellOf, type Cell } from './cell.ts';
import type { Crossover } from './crossover.ts';
import type { GridPoint } from './grid.ts';
import type { RunTools } from '../run/run.ts';
import type { SweepSettings } from './sweep-settings.ts';

export interface SweepTools extends RunTools {
  /** Units that an interrupted start has left behind. */
  readonly earlierUnits: number;
}

/** What a sweep has found out on its way. */
export interface Swept {
  /** Of the grid, ascending. */
  readonly rates: readonly number[];
  /** Points of the grid of which some or all units were left out. */
  readonly leftOut: readonly GridPoint[];
  readonly crossovers: readonly Crossover[];
  /** The unit that came last, to check what micro-batches were found to cost; undefined where they keep up nowhere. */
  readonly fresh: Run | undefined;
}

/** By rate, ascending, and within it by configuration. */
export function cellsOf({ configurations }: SweepSettings, { rates, leftOut }: Pick<Swept, 'rates' | 'leftOut'>, runs: readonly Run[]): Cell[][] {
  return rates.map((ratePerSecond) =>
    configurations.map((configuration) => {
      const isLeftOut = leftOut.some((point) => point.configuration === configuration && point.ratePerSecond === ratePerSecond);
      return cellOf(configuration, ratePerSecond, runs, isLeftOut);
    }),
  );
}
