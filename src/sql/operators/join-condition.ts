import type { JoinKey } from '../../operators/join-keys.ts';
import type { SqlWriter } from '../sql-writer.ts';

/** That the keys of the rows `l` and `r` are equal, a condition for each key. */
export function equalKeys(keys: readonly JoinKey[], writer: SqlWriter): string[] {
  return keys.map(({ left, right }) => `l.${writer.name(left)} = r.${writer.name(right)}`);
}
