import type { ColumnType } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import { aggregateNode, quantileNode, type AggregateName, type AggregateNode } from '../operators/aggregates/index.ts';
import { printAggregate } from '../operators/print-plan.ts';
import { parameter, checkArguments, optional, share } from '../pipeline/arguments.ts';
import { Expression } from '../pipeline/expression.ts';
import { inWords } from '../pipeline/shown-value.ts';
import { refuseUnknownMethods } from '../pipeline/unknown-method.ts';
import { noteBuilt, noteUsed, type Part } from '../pipeline/unused-parts.ts';

const computeLater = 'Compute with aggregates in a project() after them.';

type NumberType = 'integer' | 'float';

/** An aggregate under construction. Its result has type T. */
export class Aggregate<T extends ColumnType = ColumnType> implements Part {
  readonly #node: AggregateNode;
  /** For the type checker only. */
  declare readonly type: T;

  constructor(node: AggregateNode) {
    this.#node = node;
    noteBuilt(this);
  }

  /** The aggregate as data. Who reads it uses the aggregate. */
  get node(): AggregateNode {
    noteUsed(this);
    return this.#node;
  }

  /** JavaScript would compute with the object, and not with the value of a group. */
  [Symbol.toPrimitive](): never {
    noteUsed(this);
    const what = `JavaScript cannot compute with ${this[inWords]}: it has a value only once records come`;
    throw new StreamBenchError({ kind: 'input', what, remedy: computeLater });
  }

  get [inWords](): string {
    return `the aggregate ${printAggregate(this.#node)}`;
  }

  unusedProblem(): { readonly what: string; readonly remedy: string } {
    const remedy = "Name it in what 'aggregates' returns, or remove it.";
    return { what: `${this[inWords]} is built, and used nowhere`, remedy };
  }
}

refuseUnknownMethods(Aggregate.prototype, computeLater);

const isExpression = (value: unknown): boolean => value instanceof Expression;
const expression = parameter('an expression such as row.amount', isExpression);
const ofExpression = { of: expression };
const ofExpressionOrNone = { of: optional(expression) };
const ofQuantile = { of: expression, quantile: share };

function aggregateOf<T extends ColumnType>(name: AggregateName, of: Expression): Aggregate<T> {
  checkArguments(name, { of }, ofExpression);
  return new Aggregate(aggregateNode(name, of.node));
}

/** The number of rows; with an expression, of rows for which it is not null. */
export function count(of?: Expression): Aggregate<'integer'> {
  checkArguments('count', { of }, ofExpressionOrNone);
  return new Aggregate(aggregateNode('count', of?.node));
}

/** Sums of integers are exact, or an error beyond ±2^53. Floats are added in order of arrival. */
export function sum<T extends NumberType>(of: Expression<T>): Aggregate<T> {
  return aggregateOf('sum', of);
}

export function min<T extends NumberType | 'timestamp' | 'text'>(of: Expression<T>): Aggregate<T> {
  return aggregateOf('min', of);
}

export function max<T extends NumberType | 'timestamp' | 'text'>(of: Expression<T>): Aggregate<T> {
  return aggregateOf('max', of);
}

export function mean(of: Expression<NumberType>): Aggregate<'float'> {
  return aggregateOf('mean', of);
}

/** The first value to arrive that is not null. */
export function first<T extends ColumnType>(of: Expression<T>): Aggregate<T> {
  return aggregateOf('first', of);
}

/** The last value to arrive that is not null. */
export function last<T extends ColumnType>(of: Expression<T>): Aggregate<T> {
  return aggregateOf('last', of);
}

/** The sample variance, divided by n − 1. Null for fewer than two values. */
export function variance(of: Expression<NumberType>): Aggregate<'float'> {
  return aggregateOf('variance', of);
}

/** The square root of the sample variance. */
export function standardDeviation(of: Expression<NumberType>): Aggregate<'float'> {
  return aggregateOf('standardDeviation', of);
}

/** The number of distinct values. Holds them all; approximateCountDistinct needs only 4 KiB for each group. */
export function countDistinct(of: Expression): Aggregate<'integer'> {
  return aggregateOf('countDistinct', of);
}

/** The number of distinct values, with a standard error of 1.6 %: HyperLogLog (Flajolet et al., 2007; Ertl, 2017). */
export function approximateCountDistinct(of: Expression): Aggregate<'integer'> {
  return aggregateOf('approximateCountDistinct', of);
}

/**
 * A quantile with a relative error of at most 1 %: DDSketch (Masson et al., VLDB 2019).
 *
 * @param quantile from 0 to 1: the p95 is 0.95
 */
export function approximateQuantile(of: Expression<NumberType>, quantile: number): Aggregate<'float'> {
  checkArguments('approximateQuantile', { of, quantile }, ofQuantile);
  return new Aggregate(quantileNode(of.node, quantile));
}
