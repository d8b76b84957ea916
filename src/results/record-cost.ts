import { median } from '../statistics/median.ts';
import { counts } from './exclusion.ts';
import { invocationCostOf, totalMicros, type InvocationCost } from './invocation-cost.ts';
import type { Unit } from './unit.ts';

/** What a record costs in the units of one configuration at one rate: medians over those whose busy time counts. */
export interface RecordCost {
  /** Records of an invocation. */
  readonly records: number;
  /** Of a record, commit included, with the smallest and the largest of the units. */
  readonly micros: { readonly estimate: number; readonly low: number; readonly high: number };
  readonly commitMicros: number;
  readonly units: number;
}

/** Null where no unit counts, or the engine does not report the cost. */
export function recordCostOf(units: readonly Unit[]): RecordCost | null {
  const costs = units
    .filter((unit) => counts(unit, 'busy'))
    .map(invocationCostOf)
    .filter((cost) => cost !== null);
  if (costs.length === 0) return null;
  const totals = costs.map((cost) => totalMicros(cost) / cost.records);
  const middle = (of: (cost: InvocationCost) => number): number => median(costs.map(of))!;
  return {
    records: middle(({ records }) => records),
    micros: { estimate: median(totals)!, low: Math.min(...totals), high: Math.max(...totals) },
    commitMicros: middle(({ commitMicros, records }) => commitMicros / records),
    units: costs.length,
  };
}
