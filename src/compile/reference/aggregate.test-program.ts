import type { ColumnType, Value } from '../../columns/column-type.ts';
import type { AggregateName, AggregateNode } from '../../operators/aggregates/index.ts';
import { compareValues } from './compare.test-program.ts';
import { canonical, evaluateExpression, type ReferenceRow } from './expression.test-program.ts';
import { exact, type Present } from './functions/meaning.test-program.ts';

/** The aggregate of a group's rows, which stand in arrival order. */
export function evaluateAggregate({ function: name, argument }: AggregateNode, rows: readonly ReferenceRow[]): Value {
  if (argument === undefined) return rows.length;
  const values = rows.map((row) => evaluateExpression(argument, row)).filter((value) => value !== null);
  return canonical(aggregates[name](values as never[], argument.spec.replace('?', '') as ColumnType));
}

const aggregates: Readonly<Record<AggregateName, (values: never[], type: ColumnType) => Value>> = {
  count: (values) => values.length,
  sum: (values: number[], type) => (values.length === 0 ? null : type === 'integer' ? integerSum(values) : floatSum(values)),
  mean: (values: number[]) => (values.length === 0 ? null : floatSum(values) / values.length),
  min: (values: Present[], type) => values.toSorted((left, right) => compareValues(type, left, right))[0] ?? null,
  max: (values: Present[], type) => values.toSorted((left, right) => compareValues(type, right, left))[0] ?? null,
  first: (values: Present[]) => values[0] ?? null,
  last: (values: Present[]) => values.at(-1) ?? null,
};

function floatSum(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Each partial sum has to be exact, whatever the total. */
function integerSum(values: readonly number[]): number {
  return values.reduce((sum, value) => exact(BigInt(sum) + BigInt(value)), 0);
}
