import type { AsOfJoinNode } from '../../operators/as-of-join.ts';
import { merged, type Item, type Effects } from './items.test-program.ts';
import { equalKeys, joinedRow, keyOf } from './join-keys.test-program.ts';

type RowItem = Extract<ReturnType<typeof merged>[number], { kind: 'row' }>;

interface ArrivedRow extends RowItem {
  /** Its place in the order of arrival. */
  readonly place: number;
}

export function asOfJoin(node: AsOfJoinNode, items: readonly Item[], effects: Effects, other: readonly Item[]): Item[] {
  const { withinMicros: within = Infinity } = node;
  let watermark = -Infinity;
  const kept: ArrivedRow[] = [];
  const isLater = (row: ArrivedRow, than: ArrivedRow): boolean =>
    row.time > than.time || (row.time === than.time && row.place > than.place);
  const isObsolete = (row: ArrivedRow): boolean =>
    row.time + within < watermark ||
    kept.some((later) => equalKeys(node, later, row) && isLater(later, row) && later.time <= watermark);
  return merged(items, other).flatMap((item, place): Item[] => {
    if (item.kind === 'watermark') {
      watermark = item.watermark;
      return [item];
    }
    const row = { ...item, place };
    const hasNull = keyOf(node, row).includes(null);
    if (row.side === 0) {
      const candidates = hasNull ? [] : kept.filter((right) => equalKeys(node, right, row) && right.time <= row.time);
      const latest = candidates.find((right) => candidates.every((each) => each === right || isLater(right, each)));
      const match =
        latest !== undefined && !isObsolete(latest) && row.time - latest.time <= within ? latest : undefined;
      return match === undefined && node.type === 'inner'
        ? []
        : [{ ...item, row: joinedRow(node, row.row, match?.row) }];
    }
    if (!hasNull && isObsolete(row)) {
      effects.late.push(row.cause);
    } else if (!hasNull) {
      effects.absorbed.add(row.cause);
      kept.push(row);
    }
    return [];
  });
}
