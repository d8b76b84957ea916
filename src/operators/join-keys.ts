import { typeOf, type Schema } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import { joinedSchema, type JoinType } from './joined-columns.ts';
import type { CodeWriter, RowCode } from './operator.ts';

/** Columns of two streams that must be equal for rows to match. A null equals nothing, as in SQL. */
export interface JoinKey {
  readonly left: string;
  readonly right: string;
}

/** Throws if there is no such column, or if the two cannot be equal. */
export function checkJoinKeys(
  operator: string,
  keys: readonly JoinKey[],
  input: PlanNode,
  other: PlanNode,
): readonly JoinKey[] {
  for (const { left, right } of keys) {
    checkColumn(input.schema, left, `'on' of ${operator}()`);
    checkColumn(other.schema, right, `'on' of ${operator}(), in the other stream`);
    const [leftSpec, rightSpec] = [input.schema[left], other.schema[right]];
    if (typeOf(leftSpec) === typeOf(rightSpec)) continue;
    throw new StreamBenchError({
      kind: 'input',
      what: `${operator}() cannot match column '${left}' (${leftSpec}) with column '${right}' (${rightSpec})`,
    });
  }
  return Object.freeze(keys.map((key) => Object.freeze({ ...key })));
}

/** The columns of the second stream that a join adds: all except keys that have the same name in both streams. */
export function addedColumns(other: Schema, keys: readonly JoinKey[]): string[] {
  return Object.keys(other).filter((name) => !keys.some(({ left, right }) => left === name && right === name));
}

/** The columns of the first stream, then those that the second one adds. */
export function streamJoinSchema(
  operator: string,
  input: Schema,
  other: Schema,
  keys: readonly JoinKey[],
  type: JoinType,
): Schema {
  const added = Object.fromEntries(addedColumns(other, keys).map((name) => [name, other[name]]));
  const remedy = 'Rename it, or leave it out, with project() on the second stream.';
  return joinedSchema(`${operator}()`, input, added, type, remedy);
}

/** Writes `body` for rows whose key has no null. */
export function writeIfMatchable(names: readonly string[], row: RowCode, writer: CodeWriter, body: () => void): void {
  const nulls = names.map((name) => row.cells[name].isNull).filter((isNull) => isNull !== undefined);
  if (nulls.length === 0) body();
  else writer.block(`if (!(${nulls.join(' || ')}))`, body);
}
