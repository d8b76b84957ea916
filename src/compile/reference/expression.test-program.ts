import type { ColumnType, Value } from '../../columns/column-type.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { FunctionName } from '../../pipeline/functions.ts';
import { compareValues } from './compare.test-program.ts';

/** An integer left the range in which it is exact: the run has no answer. */
export class Overflow extends Error {}

export type ReferenceRow = Readonly<Record<string, Value>>;

export function evaluateExpression(node: ExpressionNode, row: ReferenceRow): Value {
  if (node.kind === 'column') return row[node.name];
  if (node.kind === 'literal') return canonical(node.value);
  const values = node.arguments.map((argument) => evaluateExpression(argument, row));
  const types = node.arguments.map(({ spec }) => spec.replace('?', '') as ColumnType);
  const meaning = functions[node.function];
  if (!meaning.takesNull && values.includes(null)) return null;
  return canonical(meaning.value(values as never[], types));
}

/** −0 is 0: equal values look alike. */
export function canonical(value: Value): Value {
  return value === 0 ? 0 : value;
}

export function exact(sum: bigint): number {
  if (sum > 2n ** 53n - 1n || sum < 1n - 2n ** 53n) throw new Overflow();
  return Number(sum);
}

interface Meaning {
  /** Whether it says itself what it makes of nulls: the others are null where an argument is. */
  readonly takesNull?: boolean;
  readonly value: (values: never[], types: readonly ColumnType[]) => Value;
}

const functions: Readonly<Record<FunctionName, Meaning>> = {
  add: arithmetic((left, right) => left + right, (left, right) => left + right),
  subtract: arithmetic((left, right) => left - right, (left, right) => left - right),
  multiply: arithmetic((left, right) => left * right, (left, right) => left * right),
  divide: { value: ([left, right]: number[]) => (right === 0 ? null : left / right) },
  eq: comparison((order) => order === 0),
  ne: comparison((order) => order !== 0),
  lt: comparison((order) => order < 0),
  le: comparison((order) => order <= 0),
  gt: comparison((order) => order > 0),
  ge: comparison((order) => order >= 0),
  and: {
    takesNull: true,
    value: (values: Value[]) => (values.includes(false) ? false : values.includes(null) ? null : true),
  },
  or: {
    takesNull: true,
    value: (values: Value[]) => (values.includes(true) ? true : values.includes(null) ? null : false),
  },
  not: { value: ([value]: boolean[]) => !value },
  isNull: { takesNull: true, value: ([value]: Value[]) => value === null },
};

function arithmetic(floats: (left: number, right: number) => number, integers: (left: bigint, right: bigint) => bigint): Meaning {
  return {
    value: ([left, right]: number[], types) =>
      types.includes('float') ? floats(left, right) : exact(integers(BigInt(left), BigInt(right))),
  };
}

function comparison(holds: (order: number) => boolean): Meaning {
  return { value: ([left, right]: NonNullable<Value>[], [type]) => holds(compareValues(type, left, right)) };
}
