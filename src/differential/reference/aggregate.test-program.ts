import { typeOf, type ColumnType, type Value } from '../../columns/column-type.ts';
import type { AggregateName, AggregateNode } from '../../operators/aggregates/index.ts';
import { compareValues } from './compare.test-program.ts';
import { canonical, evaluateExpression, type ReferenceRow } from './expression.test-program.ts';
import { exact, type Present } from './functions/meaning.test-program.ts';
import { approximateCountDistinct, approximateQuantile } from './sketches.test-program.ts';

/** The aggregate of a group's rows, which are in order of arrival. */
export function evaluateAggregate(
  { function: name, argument, quantile }: AggregateNode,
  rows: readonly ReferenceRow[],
): Value {
  if (argument === undefined) return rows.length;
  const values = rows.map((row) => evaluateExpression(argument, row)).filter((value) => value !== null);
  return canonical(aggregates[name](values as never[], typeOf(argument.spec), quantile!));
}

const aggregates: Readonly<Record<AggregateName, (values: never[], type: ColumnType, quantile: number) => Value>> = {
  count: (values) => values.length,
  sum: (values: number[], type) =>
    values.length === 0 ? null : type === 'integer' ? integerSum(values) : floatSum(values),
  mean: (values: number[]) => (values.length === 0 ? null : floatSum(values) / values.length),
  min: (values: Present[], type) => values.toSorted((left, right) => compareValues(type, left, right))[0] ?? null,
  max: (values: Present[], type) => values.toSorted((left, right) => compareValues(type, right, left))[0] ?? null,
  first: (values: Present[]) => values[0] ?? null,
  last: (values: Present[]) => values.at(-1) ?? null,
  variance: sampleVariance,
  standardDeviation: (values: number[]) => {
    const variance = sampleVariance(values);
    return variance === null ? null : Math.sqrt(variance);
  },
  countDistinct: (values: Present[]) => new Set(values).size,
  approximateCountDistinct,
  approximateQuantile: (values: number[], _, quantile) => approximateQuantile(values, quantile),
};

/** Welford's recurrence, which is part of the definition: any other method would be rounded differently. */
function sampleVariance(values: readonly number[]): number | null {
  let mean = 0;
  let squares = 0;
  for (const [index, value] of values.entries()) {
    const nextMean = mean + (value - mean) / (index + 1);
    squares += (value - mean) * (value - nextMean);
    mean = nextMean;
  }
  return values.length < 2 ? null : squares / (values.length - 1);
}

function floatSum(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Each partial sum must be exact, whatever the total. */
function integerSum(values: readonly number[]): number {
  return values.reduce((sum, value) => exact(BigInt(sum) + BigInt(value)), 0);
}
