import { median } from '../../statistics/median.ts';
import { invocationCostOf, totalMicros } from '../../results/invocation-cost.ts';
import type { Probe } from './probe.ts';

/** Shares of the busy time: medians over the units in which they are known. */
export interface CostShares {
  readonly processing: number;
  readonly commit: number;
}

export function costSharesOf(units: readonly Probe[]): CostShares {
  const shares = units.flatMap(({ unit }) => {
    const cost = invocationCostOf(unit);
    return cost === null ? [] : [cost.commitMicros / (totalMicros(cost) || 1)];
  });
  const commit = median(shares) ?? 0;
  return { processing: 1 - commit, commit };
}
