import { typeOf, type ColumnType } from '../columns/column-type.ts';
import type { ExpressionNode } from './expression-node.ts';
import {
  callNode,
  Expression,
  expressionOf,
  operandNode,
  type BooleanExpression,
  type ExpressionOf,
  type Operand,
  type TypeOfOperand,
} from './expression.ts';

type Plain = number | string | boolean;

/**
 * A choice by conditions, SQL's CASE. The first condition that is true decides; false and null leave it to the next.
 *
 *     when(t.amount.gt(500), 'large').when(t.amount.gt(100), 'medium').otherwise('small')
 */
export function when<V extends Expression | Plain>(condition: BooleanExpression, value: V): Case<TypeOfOperand<V>> {
  return new Case([condition, value]);
}

/** A choice under construction. Its values so far have type T. */
export class Case<T extends ColumnType> {
  readonly #parts: readonly (Expression | Plain)[];

  constructor(parts: readonly (Expression | Plain)[]) {
    this.#parts = parts;
  }

  when<V extends Operand<T>>(condition: BooleanExpression, value: V): Case<T | TypeOfOperand<V>> {
    return new Case([...this.#parts, condition, value]);
  }

  /** The value if no condition is true. */
  otherwise<V extends Operand<T>>(value: V): ExpressionOf<T | TypeOfOperand<V>> {
    return expressionOf(callNode('case', nodesOf([...this.#parts, value]))) as ExpressionOf<T | TypeOfOperand<V>>;
  }

  /** Null if no condition is true. */
  otherwiseNull(): ExpressionOf<T> {
    return expressionOf(callNode('case', nodesOf(this.#parts))) as ExpressionOf<T>;
  }
}

function nodesOf(parts: readonly (Expression | Plain)[]): ExpressionNode[] {
  // Plain numbers among timestamps are timestamps.
  const hasTimestamp = parts.some((part) => part instanceof Expression && typeOf(part.node.spec) === 'timestamp');
  return parts.map((part) => operandNode(part, hasTimestamp ? 'timestamp' : 'integer'));
}
