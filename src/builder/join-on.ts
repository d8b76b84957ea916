import type { JoinKey } from '../operators/join-keys.ts';
import { isArrayOf, parameter } from '../pipeline/arguments.ts';
import type { RowTypes } from '../pipeline/row.ts';

/** One key of a join: a column that both streams have, or a column of this stream and one of the other. */
export type JoinOn<T extends RowTypes, U extends RowTypes> =
  | (keyof T & keyof U & string)
  | readonly [keyof T & string, keyof U & string];

/** Keys with the same name in both streams: the result has them once. */
type SharedNames<On> = On extends readonly [infer Left, infer Right] ? (Left extends Right ? Left : never) : On;

/** The columns of both streams. */
export type JoinedTypes<T extends RowTypes, U extends RowTypes, On extends readonly unknown[]> = T &
  Omit<U, SharedNames<On[number]> & string>;

const isText = (value: unknown): boolean => typeof value === 'string';
const isPair = (value: unknown): boolean => isArrayOf(value, isText) && value.length === 2;

/** What the streams are joined on, as an argument. */
export const joinOn = parameter('an array of column names, or of pairs of them', (value) =>
  isArrayOf(value, (key) => isText(key) || isPair(key)),
);

export function joinKeys(on: readonly (string | readonly [string, string])[]): JoinKey[] {
  return on.map((key) => (typeof key === 'string' ? { left: key, right: key } : { left: key[0], right: key[1] }));
}
