import type { JoinKey } from '../operators/join-keys.ts';
import type { RowTypes } from '../pipeline/row.ts';

/** One key of a join of two streams: a column that both have, or this stream's and the other's. */
export type JoinOn<T extends RowTypes, U extends RowTypes> =
  | (keyof T & keyof U & string)
  | readonly [keyof T & string, keyof U & string];

/** Keys that have one name in both streams: they stand once in the result. */
type SharedNames<On> = On extends readonly [infer Left, infer Right] ? (Left extends Right ? Left : never) : On;

/** The columns of both streams. */
export type JoinedTypes<T extends RowTypes, U extends RowTypes, On extends readonly unknown[]> = T &
  Omit<U, SharedNames<On[number]> & string>;

export function joinKeys(on: readonly (string | readonly [string, string])[]): JoinKey[] {
  return on.map((key) => (typeof key === 'string' ? { left: key, right: key } : { left: key[0], right: key[1] }));
}
