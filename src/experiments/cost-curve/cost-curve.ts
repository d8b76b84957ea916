import type { SizeCost } from '../../measurement/meter/cost-by-size.ts';
import type { Configuration } from '../../results/configuration.ts';
import { microsAt, type CostCurve } from '../../results/findings/cost-curve.ts';
import { median } from '../../statistics/median.ts';
import { relativeLine } from '../../statistics/relative-line.ts';

type Point = CostCurve['points'][number];
type UnitLine = CostCurve['lines'][number];
type Part = 'processingMicros' | 'commitMicros';

/**
 * The cost of a micro-batch by its size.
 *
 * @param units the costs that each unit found
 * @param sizes in records; others are left out, such as that of the last micro-batch, which the records cut short
 */
export function costCurveOf(
  { engine, mode, commit }: Configuration,
  units: readonly (readonly SizeCost[])[],
  sizes: readonly number[],
): CostCurve | null {
  const known = new Set(sizes);
  const costs = units.map((unit) => unit.filter(({ records }) => known.has(records)));
  const points = pointsOf(costs);
  if (points.length === 0) return null;
  const lines = costs.map(lineOf).filter((line) => line !== null);
  return { engine, mode, commit, points, lines, deviation: deviationOf(points, lines) };
}

function pointsOf(units: readonly (readonly SizeCost[])[]): Point[] {
  const bySize = [...Map.groupBy(units.flat(), ({ records }) => records)].sort(([left], [right]) => left - right);
  return bySize.map(([records, costs]) => ({
    records,
    invocations: costs.reduce((sum, { invocations }) => sum + invocations, 0),
    processingMicros: spreadOf(costs, 'processingMicros'),
    commitMicros: spreadOf(costs, 'commitMicros'),
  }));
}

function spreadOf(costs: readonly SizeCost[], part: Part): Point[Part] {
  const values = costs.map((cost) => cost[part]);
  return { estimate: median(values)!, low: Math.min(...values), high: Math.max(...values) };
}

/** Null where the unit has a single size. */
function lineOf(costs: readonly SizeCost[]): UnitLine | null {
  const [processing, committing] = [partLine(costs, 'processingMicros'), partLine(costs, 'commitMicros')];
  return processing === null || committing === null ? null : { processing, committing };
}

function partLine(costs: readonly SizeCost[], part: Part): UnitLine['processing'] | null {
  const line = relativeLine(costs.map((cost) => ({ x: cost.records, y: cost[part] })));
  // Noise may put either part slightly below 0, which no cost is.
  return line && { fixedMicros: Math.max(0, line.intercept), perRecordMicros: Math.max(0, line.slope) };
}

function deviationOf(points: readonly Point[], lines: readonly UnitLine[]): number | null {
  if (lines.length === 0) return null;
  const deviations = points.map(({ records, processingMicros, commitMicros }) => {
    const expected = median(lines.map((line) => microsAt(line, records)))!;
    const measured = processingMicros.estimate + commitMicros.estimate;
    return expected === 0 ? 0 : Math.abs(measured / expected - 1);
  });
  return Math.max(...deviations);
}
