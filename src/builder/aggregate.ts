import type { ColumnType } from '../columns/column-type.ts';
import { aggregateNode, quantileNode, type AggregateNode } from '../operators/aggregates/index.ts';
import type { Expression } from '../pipeline/expression.ts';

type NumberType = 'integer' | 'float';

/** An aggregate under construction. Its result has type T. */
export interface Aggregate<T extends ColumnType> {
  readonly node: AggregateNode;
  /** For the type checker only. */
  readonly type?: T;
}

/** The number of rows; with an expression, of rows for which it is not null. */
export function count(of?: Expression): Aggregate<'integer'> {
  return { node: aggregateNode('count', of?.node) };
}

/** Sums of integers are exact, or an error beyond ±2^53. Floats are added in order of arrival. */
export function sum<T extends NumberType>(of: Expression<T>): Aggregate<T> {
  return { node: aggregateNode('sum', of.node) };
}

export function min<T extends NumberType | 'timestamp' | 'text'>(of: Expression<T>): Aggregate<T> {
  return { node: aggregateNode('min', of.node) };
}

export function max<T extends NumberType | 'timestamp' | 'text'>(of: Expression<T>): Aggregate<T> {
  return { node: aggregateNode('max', of.node) };
}

export function mean(of: Expression<NumberType>): Aggregate<'float'> {
  return { node: aggregateNode('mean', of.node) };
}

/** The first value to arrive that is not null. */
export function first<T extends ColumnType>(of: Expression<T>): Aggregate<T> {
  return { node: aggregateNode('first', of.node) };
}

/** The last value to arrive that is not null. */
export function last<T extends ColumnType>(of: Expression<T>): Aggregate<T> {
  return { node: aggregateNode('last', of.node) };
}

/** The sample variance, divided by n − 1. Null for fewer than two values. */
export function variance(of: Expression<NumberType>): Aggregate<'float'> {
  return { node: aggregateNode('variance', of.node) };
}

/** The square root of the sample variance. */
export function standardDeviation(of: Expression<NumberType>): Aggregate<'float'> {
  return { node: aggregateNode('standardDeviation', of.node) };
}

/** The number of distinct values. Holds them all; approximateCountDistinct needs only 4 KiB for each group. */
export function countDistinct(of: Expression): Aggregate<'integer'> {
  return { node: aggregateNode('countDistinct', of.node) };
}

/** The number of distinct values, with a standard error of 1.6 %: HyperLogLog (Flajolet et al., 2007; Ertl, 2017). */
export function approximateCountDistinct(of: Expression): Aggregate<'integer'> {
  return { node: aggregateNode('approximateCountDistinct', of.node) };
}

/**
 * A quantile with a relative error of at most 1 %: DDSketch (Masson et al., VLDB 2019).
 *
 * @param quantile from 0 to 1: the p95 is 0.95
 */
export function approximateQuantile(of: Expression<NumberType>, quantile: number): Aggregate<'float'> {
  return { node: quantileNode(of.node, quantile) };
}
