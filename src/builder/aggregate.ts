import type { ColumnType } from '../columns/column-type.ts';
import { aggregateNode, quantileNode, type AggregateNode } from '../operators/aggregates/index.ts';
import type { Expression } from '../pipeline/expression.ts';

type NumberType = 'integer' | 'float';

/** An aggregate under construction, whose result has type T. */
export interface Aggregate<T extends ColumnType> {
  readonly node: AggregateNode;
  /** Exists for the type checker only. */
  readonly type?: T;
}

/** How many rows; with an expression, for how many rows it is not null. */
export function count(of?: Expression): Aggregate<'integer'> {
  return { node: aggregateNode('count', of?.node) };
}

/** Integers add up exactly, or fail beyond ±2^53; floats add up in arrival order. */
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

/** The value that is not null and arrived first. */
export function first<T extends ColumnType>(of: Expression<T>): Aggregate<T> {
  return { node: aggregateNode('first', of.node) };
}

/** The value that is not null and arrived last. */
export function last<T extends ColumnType>(of: Expression<T>): Aggregate<T> {
  return { node: aggregateNode('last', of.node) };
}

/** Of the values as a sample: with n − 1 below. Null of fewer than two. */
export function variance(of: Expression<NumberType>): Aggregate<'float'> {
  return { node: aggregateNode('variance', of.node) };
}

/** The square root of the variance. */
export function standardDeviation(of: Expression<NumberType>): Aggregate<'float'> {
  return { node: aggregateNode('standardDeviation', of.node) };
}

/** How many different values. Holds them all: for very many, approximateCountDistinct does with 4 KiB for each group. */
export function countDistinct(of: Expression): Aggregate<'integer'> {
  return { node: aggregateNode('countDistinct', of.node) };
}

/** How many different values, with a standard error of 1.6 %: HyperLogLog (Flajolet et al., AofA 2007; Ertl, 2017). */
export function approximateCountDistinct(of: Expression): Aggregate<'integer'> {
  return { node: aggregateNode('approximateCountDistinct', of.node) };
}

/** The `quantile`-quantile, 0 to 1, within 1 % of itself: DDSketch (Masson et al., VLDB 2019). `approximateQuantile(t.ms, 0.95)` is the p95. */
export function approximateQuantile(of: Expression<NumberType>, quantile: number): Aggregate<'float'> {
  return { node: quantileNode(of.node, quantile) };
}
