import { isNullable, specOf, typeOf, type ColumnSpec } from '../../columns/column-type.ts';
import type { Dictionary } from '../../columns/dictionary.ts';
import { StreamBenchError } from '../../errors.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { Accumulator, AggregateFunction } from './aggregate.ts';
import { approximateCountDistinct } from './approximate-count-distinct.ts';
import { approximateQuantile } from './approximate-quantile.ts';
import { count } from './count.ts';
import { countDistinct } from './count-distinct.ts';
import { max, min } from './extreme.ts';
import { first, last } from './first-last.ts';
import { mean } from './mean.ts';
import { sum } from './sum.ts';
import { standardDeviation, variance } from './variance.ts';

export const aggregateFunctions = {
  count,
  sum,
  min,
  max,
  mean,
  variance,
  standardDeviation,
  first,
  last,
  countDistinct,
  approximateCountDistinct,
  approximateQuantile,
} as const satisfies Record<string, AggregateFunction>;

export type AggregateName = keyof typeof aggregateFunctions;

/** One aggregate of a plan as data. `spec` is that of its result. */
export interface AggregateNode {
  readonly function: AggregateName;
  /** Absent for a count of rows. */
  readonly argument?: ExpressionNode;
  readonly spec: ColumnSpec;
  /** Which quantile, from 0 to 1. Absent for other functions. */
  readonly quantile?: number;
}

/** Throws if the function does not take this argument. */
export function aggregateNode(name: AggregateName, argument?: ExpressionNode): AggregateNode {
  const { result, takes } = aggregateFunctions[name];
  const spec = result(argument?.spec);
  if (spec === undefined) {
    throw new StreamBenchError({ kind: 'input', what: `${name}() takes ${takes}, not ${argument?.spec ?? 'nothing'}` });
  }
  return Object.freeze({ function: name, spec, ...(argument && { argument }) });
}

/** The spec of the aggregate if its group may be empty. */
export function specIfEmpty({ function: name, argument, spec }: AggregateNode): ColumnSpec {
  return argument === undefined ? spec : aggregateFunctions[name].result(specOf(typeOf(argument.spec), true))!;
}

/** Throws if `quantile` is not from 0 to 1, or if the argument is not a number. */
export function quantileNode(argument: ExpressionNode, quantile: number): AggregateNode {
  if (!(quantile >= 0 && quantile <= 1)) {
    throw new StreamBenchError({
      kind: 'input',
      what: `a quantile is a number from 0 to 1, not ${quantile}`,
      remedy: 'The 95th percentile is 0.95.',
    });
  }
  return Object.freeze({ ...aggregateNode('approximateQuantile', argument), quantile });
}

export function createAccumulator(
  { function: name, argument, spec, quantile }: AggregateNode,
  dictionary: Dictionary,
): Accumulator {
  const { create }: AggregateFunction = aggregateFunctions[name];
  const argumentType = argument && typeOf(argument.spec);
  return create({ argumentType, mayBeNull: isNullable(spec), quantile, dictionary });
}
