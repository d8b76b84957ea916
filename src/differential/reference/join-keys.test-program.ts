import { typeOf, type Schema, type Value } from '../../columns/column-type.ts';
import type { JoinKey } from '../../operators/join-keys.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import { compareNullsLast } from './compare.test-program.ts';
import type { ReferenceRow } from './expression.test-program.ts';

interface JoinNode {
  readonly keys: readonly JoinKey[];
  readonly schema: Schema;
  readonly input: PlanNode;
  readonly other: PlanNode;
}

interface SidedRow {
  readonly side: 0 | 1;
  readonly row: ReferenceRow;
}

/** The values of a row that must equal those of the other side. */
export function keyOf({ keys }: JoinNode, { side, row }: SidedRow): Value[] {
  return keys.map(({ left, right }) => row[side === 0 ? left : right]);
}

export function equalKeys(node: JoinNode, first: SidedRow, second: SidedRow): boolean {
  const types = node.keys.map(({ left }) => typeOf(node.input.schema[left]));
  const [ofFirst, ofSecond] = [keyOf(node, first), keyOf(node, second)];
  return types.every((type, index) => compareNullsLast(type, ofFirst[index], ofSecond[index]) === 0);
}

/** The columns of both rows, those of the left row first; nulls if there is no right row. */
export function joinedRow({ schema }: JoinNode, left: ReferenceRow, right: ReferenceRow | undefined): ReferenceRow {
  return Object.fromEntries(
    Object.keys(schema).map((name) => [name, name in left ? left[name] : right === undefined ? null : right[name]]),
  );
}
