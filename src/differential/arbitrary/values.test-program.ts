import type { ColumnSpec, ColumnType, Value } from '../../columns/column-type.ts';

/** Values that are told apart by what goes wrong with them; the first of each are the simplest. */
const values: { readonly [Type in ColumnType]: readonly NonNullable<Value>[] } = {
  // 2^26 squared is exact, and 2^53 − 1 plus anything is not.
  integer: [0, 1, 2, 3, -1, -2, 5, 1000, 2 ** 26, -(2 ** 26), -0, 2 ** 53 - 1],
  float: [0, 1, 0.5, -1, -2.5, 0.1, 0.2, 0.3, -0, NaN, Infinity, -Infinity, 1e308, 5e-324, -5e-324],
  boolean: [false, true],
  // UTF-16 orders U+FF5E above U+1F600, UTF-8 below.
  text: ['a', 'b', '', 'A', 'aa', 'é', '\u{ff5e}', '\u{1f600}', 'null', ' Ab a ', "'; throw 1; //"],
  timestamp: [0, 1, 7, 20, 1_767_225_600_000_000, -1],
};

/** The value number `choice` of a column: any number is a choice. */
export function valueOf(spec: ColumnSpec, choice: number): Value {
  const type = spec.replace('?', '') as ColumnType;
  if (spec.endsWith('?') && choice % 4 === 3) return null;
  return at(values[type], spec.endsWith('?') ? Math.floor(choice / 4) : choice);
}

/** The constant number `choice` of a type. */
export function constantOf(type: ColumnType, choice: number): NonNullable<Value> {
  return at(values[type], choice);
}

/** All values of a type, none of them twice; −0 is 0. */
export function distinctValues(type: ColumnType): NonNullable<Value>[] {
  return [...new Set(values[type])];
}

/** The element number `choice`, counted on from the start again after the end. */
export function at<T>(elements: readonly T[], choice: number): T {
  return elements[choice % elements.length];
}
