import fc from 'fast-check';
import type { ColumnType, Schema } from '../../columns/column-type.ts';
import { expressionOf, literal, type BooleanExpression, type Expression, type NumberExpression } from '../../pipeline/expression.ts';
import type { FunctionName } from '../../pipeline/functions.ts';
import { at, constantOf } from './values.test-program.ts';

/**
 * The shape of an expression, before it is known over which columns: numbers that choose among whatever is
 * possible there. So any choices fit any schema, and a failing case shrinks freely.
 */
export interface ExpressionChoices {
  readonly choice: number;
  readonly operands: readonly ExpressionChoices[];
}

export const expressionChoices: fc.Arbitrary<ExpressionChoices> = fc.letrec<{ tree: ExpressionChoices }>((tie) => ({
  tree: fc.record({
    choice: fc.nat(1000),
    operands: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('tree'), { minLength: 1, maxLength: 2 })),
  }),
})).tree;

/** Which functions make a value of a type, from operands of which types. */
interface Call {
  readonly name: FunctionName;
  readonly operands: readonly ColumnType[];
}

const types: readonly ColumnType[] = ['integer', 'float', 'boolean', 'text', 'timestamp'];
const arithmetic: readonly FunctionName[] = ['add', 'subtract', 'multiply'];
const comparisons: readonly FunctionName[] = ['lt', 'eq', 'ge', 'ne', 'le', 'gt'];
const numberPairs: readonly (readonly ColumnType[])[] = [['integer', 'float'], ['float', 'integer'], ['float', 'float']];

const callsOf: { readonly [Type in ColumnType]: readonly Call[] } = {
  integer: arithmetic.map((name) => ({ name, operands: ['integer', 'integer'] })),
  float: [
    ...arithmetic.flatMap((name) => numberPairs.map((operands) => ({ name, operands }))),
    ...[['integer', 'integer'] as const, ...numberPairs].map((operands) => ({ name: 'divide' as const, operands })),
  ],
  boolean: [
    ...comparisons.flatMap((name) => [...types.map((type) => [type, type]), ...numberPairs].map((operands) => ({ name, operands }))),
    ...Array.from({ length: 36 }, (_, index) => ({ name: at(['and', 'or', 'not'] as const, index), operands: ['boolean', 'boolean'] as const })),
    ...types.map((type) => ({ name: 'isNull' as const, operands: [type] })),
  ],
  text: [],
  timestamp: [],
};

/** The functions that generated expressions can call. */
export const functionsCalled: ReadonlySet<FunctionName> = new Set(Object.values(callsOf).flat().map(({ name }) => name));

/** An expression of this type over these columns. */
export function expressionFrom({ choice, operands }: ExpressionChoices, type: ColumnType, schema: Schema): Expression {
  const call = operands.length === 0 || callsOf[type].length === 0 ? undefined : at(callsOf[type], choice);
  if (call === undefined) return leaf(choice, type, schema);
  const arity = call.name === 'not' ? 1 : call.operands.length;
  const expressions = call.operands.slice(0, arity).map((operand, index) => expressionFrom(at(operands, index), operand, schema));
  return callMethod(call.name, expressions);
}

function leaf(choice: number, type: ColumnType, schema: Schema): Expression {
  const columns = Object.keys(schema).filter((name) => schema[name].replace('?', '') === type);
  // Two of three leaves are columns, where there are any.
  if (columns.length > 0 && choice % 3 < 2) {
    const name = at(columns, Math.floor(choice / 3));
    return expressionOf(Object.freeze({ kind: 'column', name, spec: schema[name] }));
  }
  const value = constantOf(type, Math.floor(choice / 3));
  return type === 'float' || type === 'timestamp' ? literal(value as number, type) : literal(value);
}

function callMethod(name: FunctionName, [first, second]: readonly Expression[]): Expression {
  if (name === 'isNull') return first.isNull();
  if (name === 'not') return (first as BooleanExpression).not();
  const methods = first as NumberExpression & BooleanExpression;
  const method: (this: Expression, other: never) => Expression = methods[name];
  return method.call(first, second as never);
}
