import { typeOf, type ColumnType } from '../columns/column-type.ts';
import type { ExpressionNode } from './expression-node.ts';
import { parameter, checkArguments } from './arguments.ts';
import {
  callNode,
  Expression,
  expressionOf,
  operandNode,
  type BooleanExpression,
  type ExpressionOf,
  type Operand,
  type Plain,
  type TypeOfOperand,
} from './expression.ts';
import { inWords } from './shown-value.ts';
import { isTimestampObject } from './timestamp-literal.ts';
import { refuseUnknownMethods } from './unknown-method.ts';
import { noteBuilt, noteUsed, type Part } from './unused-parts.ts';

/**
 * A choice by conditions, SQL's CASE. The first condition that is true decides; false and null leave it to the next.
 *
 *     when(t.amount.gt(500), 'large').when(t.amount.gt(100), 'medium').otherwise('small')
 */
export function when<V extends Expression | Plain>(condition: BooleanExpression, value: V): Case<TypeOfOperand<V>> {
  checkArguments('when', { condition }, whenParameters);
  return new Case([condition, value]);
}

const whenParameters = {
  condition: parameter(
    'a boolean expression',
    (value) => value instanceof Expression && typeOf(value.node.spec) === 'boolean',
  ),
};

/** A choice under construction. Its values so far have type T. */
export class Case<T extends ColumnType> implements Part {
  readonly #parts: readonly (Expression | Plain)[];

  constructor(parts: readonly (Expression | Plain)[]) {
    this.#parts = parts;
    noteBuilt(this);
    // Also checks the value.
    nodesOf(parts);
  }

  get [inWords](): string {
    return 'a when() without otherwise()';
  }

  unusedProblem(): { readonly what: string; readonly remedy: string } {
    return { what: `${this[inWords]} is used nowhere`, remedy: 'End it with .otherwise(…) or .otherwiseNull().' };
  }

  when<V extends Operand<T>>(condition: BooleanExpression, value: V): Case<T | TypeOfOperand<V>> {
    noteUsed(this);
    checkArguments('when', { condition }, whenParameters);
    return new Case([...this.#parts, condition, value]);
  }

  /** The value if no condition is true. */
  otherwise<V extends Operand<T>>(value: V): ExpressionOf<T | TypeOfOperand<V>> {
    noteUsed(this);
    return expressionOf(callNode('case', nodesOf([...this.#parts, value]), 'otherwise')) as ExpressionOf<
      T | TypeOfOperand<V>
    >;
  }

  /** Null if no condition is true. */
  otherwiseNull(): ExpressionOf<T> {
    noteUsed(this);
    return expressionOf(callNode('case', nodesOf(this.#parts), 'when')) as ExpressionOf<T>;
  }
}

refuseUnknownMethods(Case.prototype, 'End it with .otherwise(…) or .otherwiseNull().');

function nodesOf(parts: readonly (Expression | Plain)[]): ExpressionNode[] {
  // Plain numbers and texts among timestamps are timestamps.
  const beside = parts.some(isTimestamp) ? 'timestamp' : 'integer';
  return parts.map((part, place) => operandNode(callOf(place, parts.length), part, beside));
}

/** A Date says so only as the first value, behind its condition: after others it is one of another type. */
function isTimestamp(part: Expression | Plain, place: number): boolean {
  if (part instanceof Expression) return typeOf(part.node.spec) === 'timestamp';
  return place === 1 && isTimestampObject(part);
}

/** Conditions and values take turns; a value after the last pair is that of otherwise(). */
function callOf(place: number, length: number): string {
  return place === length - 1 && place % 2 === 0 ? 'otherwise' : 'when';
}
