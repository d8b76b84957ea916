import type { ColumnType } from '../columns/column-type.ts';
import { aggregateNode, type AggregateNode } from '../operators/aggregates/index.ts';
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
