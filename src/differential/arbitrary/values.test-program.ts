import { isNullable, typeOf, type ColumnSpec, type ColumnType, type Value } from '../../columns/column-type.ts';

/** Values that cause different errors. The first of each type are the simplest. */
const values: { readonly [Type in ColumnType]: readonly NonNullable<Value>[] } = {
  // 2^26 squared is exact, and 2^53 − 1 plus anything is not.
  integer: [0, 1, 2, 3, -1, -2, 5, 1000, 2 ** 26, -(2 ** 26), -0, 2 ** 53 - 1],
  float: [0, 1, 0.5, -1, -2.5, 0.1, 0.2, 0.3, -0, NaN, Infinity, -Infinity, 1e308, 5e-324, -5e-324],
  boolean: [false, true],
  // U+FF5E comes after U+1F600 in UTF-16, and before it in UTF-8, which has no lone surrogates.
  text: [
    'a',
    'b',
    '',
    'A',
    'aa',
    'é',
    '\u{ff5e}',
    '\u{1f600}',
    '\ud83d',
    '\ude00',
    '\u{fffd}',
    'null',
    ' Ab a ',
    "'; throw 1; //",
  ],
  timestamp: [0, 1, 7, 20, 1_767_225_600_000_000, -1],
};

/** A value of a column. Any `choice` is valid. */
export function valueOf(spec: ColumnSpec, choice: number): Value {
  const type = typeOf(spec);
  if (!isNullable(spec)) return at(values[type], choice);
  return choice % 4 === 3 ? null : at(values[type], Math.floor(choice / 4));
}

/** A constant of a type. Any `choice` is valid. */
export function constantOf(type: ColumnType, choice: number): NonNullable<Value> {
  return at(values[type], choice);
}

/** All values of a type, each once. −0 is 0, and lone surrogates are U+FFFD. */
export function distinctValues(type: ColumnType): NonNullable<Value>[] {
  return [...new Set(values[type].map((value) => (typeof value === 'string' ? value.toWellFormed() : value)))];
}

/** The element at index `choice`, modulo the number of elements. */
export function at<T>(elements: readonly T[], choice: number): T {
  return elements[choice % elements.length];
}
