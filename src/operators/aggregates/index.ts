import { typeOf, type ColumnSpec } from '../../columns/column-type.ts';
import type { Dictionary } from '../../columns/dictionary.ts';
import { StreamBenchError } from '../../errors.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { Accumulator, AggregateFunction } from './aggregate.ts';
import { count } from './count.ts';
import { max, min } from './extreme.ts';
import { first, last } from './first-last.ts';
import { mean } from './mean.ts';
import { sum } from './sum.ts';

const aggregateFunctions = { count, sum, min, max, mean, first, last } as const satisfies Record<string, AggregateFunction>;

export type AggregateName = keyof typeof aggregateFunctions;

/** One aggregate of a plan as data; `spec` is that of its result. */
export interface AggregateNode {
  readonly function: AggregateName;
  /** Absent in a count of rows. */
  readonly argument?: ExpressionNode;
  readonly spec: ColumnSpec;
}

/** Throws where the function does not take this argument. */
export function aggregateNode(name: AggregateName, argument?: ExpressionNode): AggregateNode {
  const { result, takes } = aggregateFunctions[name];
  const spec = result(argument?.spec);
  if (spec === undefined) {
    throw new StreamBenchError({ kind: 'input', what: `${name}() takes ${takes}, not ${argument?.spec ?? 'nothing'}` });
  }
  return Object.freeze({ function: name, spec, ...(argument && { argument }) });
}

export function createAccumulator({ function: name, argument }: AggregateNode, dictionary: Dictionary): Accumulator {
  return aggregateFunctions[name].create(argument && typeOf(argument.spec), dictionary);
}
