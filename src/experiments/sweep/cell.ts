import { configurationName } from '../../results/configuration.ts';
import type { Verdict } from '../../results/schema-parts.ts';
import type { Summary } from '../../results/summary.ts';
import type { Unit } from '../../results/unit.ts';
import type { Configuration } from '../settings.ts';
import { isOf, summarize } from '../summarize.ts';

/** What one configuration was found to do at one rate. */
export interface Cell {
  readonly configuration: Configuration;
  readonly name: string;
  readonly ratePerSecond: number;
  readonly keepsUp: Verdict;
  /** Of all its units; empty where none was run. */
  readonly summary: readonly Summary[];
  /** The valid ones. */
  readonly units: readonly Unit[];
}

export type Spread = Pick<Summary, 'units'> & { readonly [Bound in 'estimate' | 'low' | 'high']: number };

/**
 * @param runs of the grid, at any rate
 * @param skipped the configuration surely cannot keep up with a lower rate already
 */
export function cellOf(
  configuration: Configuration,
  ratePerSecond: number,
  units: readonly Unit[],
  skipped = false,
): Cell {
  const own = units.filter((run) => run.offeredRate === ratePerSecond && isOf(run, configuration));
  const summary = summarize(configuration, own);
  const valid = own.filter(({ status }) => status === 'valid');
  const verdict = summary.find(({ metric }) => metric === 'backlogSlopeShare')?.verdict ?? 'inconclusive';
  return {
    configuration,
    name: configurationName(configuration),
    ratePerSecond,
    keepsUp: skipped && valid.length === 0 ? 'no' : verdict,
    summary,
    units: valid,
  };
}

/** Null where no unit tells. */
export function spreadOf({ summary }: Cell, metric: string): Spread | null {
  const row = summary.find((candidate) => candidate.metric === metric);
  const { estimate = null, low = null, high = null, units = 0 } = row ?? {};
  return estimate === null || low === null || high === null ? null : { estimate, low, high, units };
}
