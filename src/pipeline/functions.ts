import { isNullable, specOf, typeOf, type ColumnSpec, type ColumnType } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';

type Nullability = 'if any argument is' | 'never' | 'always';

interface Signature {
  /** The type of the value, or undefined where the function does not take such arguments. */
  readonly result: (types: readonly ColumnType[]) => ColumnType | undefined;
  readonly nullable: Nullability;
  readonly takes: string;
}

const isNumber = (type: ColumnType): boolean => type === 'integer' || type === 'float';
const numbers = (types: readonly ColumnType[]): boolean => types.every(isNumber);
const comparable = ([left, right]: readonly ColumnType[]): boolean => left === right || numbers([left, right]);
const booleans = (types: readonly ColumnType[]): boolean => types.every((type) => type === 'boolean');

const arithmetic: Signature = {
  result: (types) => (!numbers(types) ? undefined : types.includes('float') ? 'float' : 'integer'),
  nullable: 'if any argument is',
  takes: 'two numbers',
};
const comparison: Signature = {
  result: (types) => (comparable(types) ? 'boolean' : undefined),
  nullable: 'if any argument is',
  takes: 'two values of one type',
};
const logic: Signature = {
  result: (types) => (booleans(types) ? 'boolean' : undefined),
  nullable: 'if any argument is',
  takes: 'booleans',
};

/** Every function of expressions with its types. What each computes stands in compile/ and, as SQL, in sql/. */
export const functions = {
  add: arithmetic,
  subtract: arithmetic,
  multiply: arithmetic,
  /** Always a float; null where the divisor is 0, because SQL engines disagree on anything else. */
  divide: { result: (types) => (numbers(types) ? 'float' : undefined), nullable: 'always', takes: 'two numbers' },
  eq: comparison,
  ne: comparison,
  lt: comparison,
  le: comparison,
  gt: comparison,
  ge: comparison,
  and: logic,
  or: logic,
  not: logic,
  isNull: { result: () => 'boolean', nullable: 'never', takes: 'any value' },
} as const satisfies Record<string, Signature>;

export type FunctionName = keyof typeof functions;

/** The spec of a call's value. Throws where the function does not take such arguments. */
export function resultSpec(name: FunctionName, specs: readonly ColumnSpec[]): ColumnSpec {
  const signature: Signature = functions[name];
  const type = signature.result(specs.map(typeOf));
  if (type === undefined) {
    throw new StreamBenchError({
      kind: 'input',
      what: `${name}() takes ${signature.takes}, not ${specs.join(' and ')}`,
    });
  }
  return specOf(type, resultNullable(signature.nullable, specs));
}

function resultNullable(nullability: Nullability, specs: readonly ColumnSpec[]): boolean {
  if (nullability === 'never') return false;
  return nullability === 'always' || specs.some(isNullable);
}
