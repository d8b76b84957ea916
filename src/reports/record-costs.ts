import type { MeasuredPoint } from '../results/measured-point.ts';
import { recordCostOf, type RecordCost } from '../results/record-cost.ts';

/** With the name of the configuration. */
export interface NamedCost extends RecordCost {
  readonly name: string;
}

/** Of configurations whose invocations commit by themselves, as those of a cost curve do. */
export function recordCosts(points: readonly MeasuredPoint[]): NamedCost[] {
  const own = points.filter(({ configuration: { commit } }) => commit === 'invocation' || commit === 'none');
  return own.flatMap(({ name, units }) => {
    const cost = recordCostOf(units);
    return cost === null ? [] : [{ name, ...cost }];
  });
}
