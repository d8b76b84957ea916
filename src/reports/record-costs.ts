import { hasWholeCost } from '../results/configuration.ts';
import type { MeasuredPoint } from '../results/measured-point.ts';
import { recordCostOf, type RecordCost } from '../results/record-cost.ts';

/** With the name of the configuration. */
export interface NamedCost extends RecordCost {
  readonly name: string;
}

/** Of the configurations whose invocations can be compared with those of a cost curve. */
export function recordCosts(points: readonly MeasuredPoint[]): NamedCost[] {
  return points.flatMap(({ configuration, name, units }) => {
    if (!hasWholeCost(configuration)) return [];
    const cost = recordCostOf(units);
    return cost === null ? [] : [{ name, ...cost }];
  });
}
