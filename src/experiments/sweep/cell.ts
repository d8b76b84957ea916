import { configurationName, isSameConfiguration, type Configuration } from '../../results/configuration.ts';
import { counts } from '../../results/exclusion.ts';
import type { Verdict } from '../../results/schema-parts.ts';
import type { Summary } from '../../results/summary.ts';
import type { Unit } from '../../results/unit.ts';
import type { Objective } from '../objective.ts';
import { summarize } from '../summarize.ts';

/** One configuration at one rate, with its units and their summary. */
export interface Cell {
  readonly configuration: Configuration;
  readonly name: string;
  readonly ratePerSecond: number;
  readonly keepsUp: Verdict;
  /** Units were left out, because the configuration surely does not keep up with a lower rate. */
  readonly isSkipped: boolean;
  /** Empty without units. */
  readonly summary: readonly Summary[];
  /** All units, also those with excluded figures. */
  readonly units: readonly Unit[];
}

export type Spread = Pick<Summary, 'units'> & { readonly [Bound in 'estimate' | 'low' | 'high']: number };

/**
 * @param units of the grid, at any rate
 * @param isSkipped see `Cell`
 */
export function cellOf(
  configuration: Configuration,
  ratePerSecond: number,
  units: readonly Unit[],
  isSkipped = false,
): Cell {
  const own = units.filter((unit) => unit.offeredRate === ratePerSecond && isSameConfiguration(unit, configuration));
  const summary = summarize(configuration, own);
  const verdict = summary.find(({ metric }) => metric === 'backlogSlopeShare')?.verdict ?? 'inconclusive';
  return {
    configuration,
    name: configurationName(configuration),
    ratePerSecond,
    keepsUp: isSkipped && !isJudged({ units: own }) ? 'no' : verdict,
    isSkipped,
    summary,
    units: own,
  };
}

/** What it promises, as a clause, where others promise something else: `, at-least-once`. */
export function guaranteeText({ units: [own] }: Cell, cells: readonly Cell[]): string {
  const isOne = cells.every(({ units }) => units.every(({ guarantee }) => guarantee === own?.guarantee));
  return isOne || own === undefined ? '' : `, ${own.guarantee}`;
}

/** Whether a unit of the cell counts for a verdict on keeping up. */
export function isJudged({ units }: Pick<Cell, 'units'>): boolean {
  return units.some((unit) => counts(unit, 'keepsUp'));
}

/** Whether no unit of the cell counts for a verdict, or for the percentile. */
export function isUnmeasured(cell: Cell, percentile: Objective['percentile']): boolean {
  return !isJudged(cell) || !cell.units.some((unit) => counts(unit, percentile));
}

/** Null where the metric is unknown or excluded in all units. */
export function spreadOf({ summary }: Cell, metric: string): Spread | null {
  const row = summary.find((candidate) => candidate.metric === metric);
  const { estimate = null, low = null, high = null, units = 0 } = row ?? {};
  return estimate === null || low === null || high === null ? null : { estimate, low, high, units };
}
