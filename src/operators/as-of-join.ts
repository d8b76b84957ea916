import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkDistance } from './duration.ts';
import { addedColumns, checkJoinKeys, streamJoinSchema, writeIfMatchable, type JoinKey } from './join-keys.ts';
import { joinedCells, type JoinType } from './joined-columns.ts';
import { writeBranches, writeFind, writeKey } from './key-trie.ts';
import { KeyedRows } from './keyed-rows.ts';
import type { CodeWriter, Consume, Operator, TimedState } from './operator.ts';
import { storedCells, writeStoredRow } from './stored-row.ts';
import { checkSameSource } from './two-inputs.ts';

/**
 * Adds to each left row the columns of the latest right row with the same key: of those that have arrived, the one
 * with the greatest event time ≤ the left row's, and at most `within` before it. Of several with that event time, the
 * last to arrive. `inner` drops left rows without a match, `left` keeps them with nulls. The result has the left row's
 * event time.
 *
 * The join does not wait for the watermark: a right row that arrives after a left row does not match it, whatever its
 * event time. Both streams have one order of arrival, so the records alone decide that.
 *
 * A right row is obsolete, and no longer matches, once a later one by (event time, arrival) is ≤ the watermark before
 * the current record, or once its time + within < that watermark. Only left rows that are themselves earlier than the
 * watermark could still have matched it. A right row that is obsolete when it arrives is late. All this is tested when
 * rows are looked up, so batch boundaries cannot matter.
 *
 * State: for each key the latest row up to the watermark and all rows after it, at most twice that many. Without
 * `within`, one row of each key for ever.
 */
export interface AsOfJoinNode extends PlanNode {
  readonly kind: 'as-of-join';
  readonly input: PlanNode;
  readonly other: PlanNode;
  readonly keys: readonly JoinKey[];
  /** Absent if there is no bound. */
  readonly withinMicros?: number;
  readonly type: JoinType;
}

export function asOfJoinNode(
  input: PlanNode,
  other: PlanNode,
  keys: readonly JoinKey[],
  { withinMicros, type }: { readonly withinMicros?: number | undefined; readonly type: JoinType },
): AsOfJoinNode {
  checkSameSource('asOfJoin', input, other);
  if (withinMicros !== undefined) checkDistance('the bound of asOfJoin()', withinMicros);
  const frozenKeys = checkJoinKeys('asOfJoin', keys, input, other);
  const schema = streamJoinSchema('asOfJoin', input.schema, other.schema, keys, type);
  return Object.freeze({
    kind: 'as-of-join',
    schema,
    input,
    other,
    keys: frozenKeys,
    type,
    ...(withinMicros !== undefined && { withinMicros }),
  });
}

export const asOfJoin: Operator<AsOfJoinNode> = {
  kind: 'as-of-join',
  horizonMicros: ({ withinMicros = 0 }) => withinMicros,
  compile(node, writer, consume) {
    const rows = new AsOfRows(node.other.schema, writer.dictionary, node.withinMicros ?? Infinity);
    const name = writer.state(rows);
    return [leftWriter(node, rows, name, writer, consume), rightWriter(node, rows, name, writer)];
  },
};

/** Writes the look-up for a left row. */
function leftWriter(node: AsOfJoinNode, rows: AsOfRows, name: string, writer: CodeWriter, consume: Consume): Consume {
  const names = node.keys.map((key) => key.left);
  const added = addedColumns(node.other.schema, node.keys);
  return (row) => {
    const matching = (match: string): void => {
      const cells = joinedCells(added, storedCells(rows.table, match, writer), match, node.type);
      consume({ cells: { ...row.cells, ...cells }, time: row.time });
    };
    const writeLookup = (): string => {
      const first = writeFind(`${name}.trie`, writeKey(names, row, writer), writer);
      return `${name}.latest(${first}, ${row.time})`;
    };
    if (node.type === 'inner') {
      writeIfMatchable(names, row, writer, () => {
        const match = writer.variable(writeLookup());
        writer.block(`if (${match} >= 0)`, () => matching(match));
      });
    } else {
      // A null is in no chain's key: the look-up finds nothing.
      matching(writer.variable(writeLookup()));
    }
  };
}

/** Writes what keeps a right row. */
function rightWriter(node: AsOfJoinNode, rows: AsOfRows, name: string, writer: CodeWriter): Consume {
  const names = node.keys.map((key) => key.right);
  return (row) =>
    writeIfMatchable(names, row, writer, () => {
      const keys = writeKey(names, row, writer);
      const slot = writer.variable(`${name}.reserve(${row.time})`);
      const first = writeFind(`${name}.trie`, keys, writer);
      writer.block(`if (${name}.keeps(${first}, ${slot}))`, () => {
        writer.markAbsorbed();
        writeStoredRow(row, rows.table, slot, writer);
        const newFirst = writer.variable(`${name}.insert(${first}, ${slot})`);
        writer.block(`if (${newFirst} !== ${first})`, () => {
          const { level, key } = writeBranches(`${name}.trie`, keys, writer);
          writer.line(`${level}.set(${key}, ${newFirst});`);
        });
      });
      writer.block('else', () => writer.markLate());
    });
}

/** The kept right rows. The chain of a key goes from the latest row to the earliest by (event time, arrival). */
class AsOfRows extends KeyedRows implements TimedState {
  /** The latest row of the chain at or before a time, or -1. */
  latest(first: number, timeMicros: number): number {
    for (let slot = first; slot >= 0; slot = this.next[slot]) {
      const time = this.times[slot];
      if (time <= timeMicros) return timeMicros - time > this.heldMicros || this.isExpired(time) ? -1 : slot;
      // The following rows are earlier than this one, which the watermark has reached: they are obsolete.
      if (time <= this.watermark) return -1;
    }
    return -1;
  }

  /** Whether the row is to be kept in this chain. If not, it is late, and its slot is released. */
  keeps(first: number, slot: number): boolean {
    if (!this.isExpired(this.times[slot]) && !this.#isFollowed(first, this.times[slot])) return true;
    this.release(slot);
    return false;
  }

  /** Puts a row into the chain at its place. Returns the slot with which the chain now begins. */
  insert(first: number, slot: number): number {
    const time = this.times[slot];
    let later = -1;
    let earlier = first;
    while (earlier >= 0 && this.times[earlier] > time) {
      later = earlier;
      earlier = this.next[earlier];
    }
    this.next[slot] = earlier;
    if (later < 0) return slot;
    this.next[later] = slot;
    return first;
  }

  /** Keeps the rows after the watermark and the latest one up to it, unless that has expired. */
  protected prune(first: number): number {
    let last = -1;
    let slot = first;
    while (slot >= 0 && this.times[slot] > this.watermark) {
      last = slot;
      slot = this.next[slot];
    }
    if (slot >= 0 && !this.isExpired(this.times[slot])) {
      last = slot;
      slot = this.next[slot];
    }
    if (last >= 0) this.next[last] = -1;
    this.#releaseChain(slot);
    return last < 0 ? -1 : first;
  }

  /** Whether the watermark has reached a row of the chain that is later than this time. */
  #isFollowed(first: number, timeMicros: number): boolean {
    for (let slot = first; slot >= 0 && this.times[slot] > timeMicros; slot = this.next[slot]) {
      if (this.times[slot] <= this.watermark) return true;
    }
    return false;
  }

  #releaseChain(first: number): void {
    for (let slot = first; slot >= 0;) {
      const following = this.next[slot];
      this.release(slot);
      slot = following;
    }
  }
}
