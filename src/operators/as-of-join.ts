import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkDistance } from './duration.ts';
import { addedColumns, checkJoinKeys, streamJoinSchema, writeIfMatchable, type JoinKey } from './join-keys.ts';
import { joinedCells, type JoinType } from './joined-columns.ts';
import { writeBranches, writeFind, writeKey } from './key-trie.ts';
import { KeyedRows } from './keyed-rows.ts';
import type { CodeWriter, Consume, Operator, TimedState } from './operator.ts';
import type { SlotsByTime } from './slots-by-time.ts';
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
 * State: for each key the latest row up to the watermark and those after it, the last one of each event time; at most
 * twice that many. Without `within`, one row of each key for ever.
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
    const rows = new AsOfRows(node.other.schema, writer.dictionary, node.withinMicros ?? Infinity, writer.watermark);
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
      const chain = writeFind(`${name}.trie`, writeKey(names, row, writer), writer);
      return `${name}.latest(${chain}, ${row.time})`;
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
      const found = writeFind(`${name}.trie`, keys, writer);
      writer.block(`if (${name}.keeps(${found}, ${slot}))`, () => {
        writer.markAbsorbed();
        writeStoredRow(row, rows.table.columns, slot, writer);
        const chain = writer.variable(`${name}.add(${found}, ${slot})`);
        writer.block(`if (${found} < 0)`, () => {
          const { level, key } = writeBranches(`${name}.trie`, keys, writer);
          writer.line(`${level}.set(${key}, ${chain});`);
        });
      });
      writer.block('else', () => writer.markLate());
    });
}

/** The kept right rows. */
class AsOfRows extends KeyedRows implements TimedState {
  /** The latest row of the chain at or before a time, or -1. */
  latest(chain: number, timeMicros: number): number {
    const rows = this.chain(chain);
    if (rows === undefined || this.#isFollowed(rows, timeMicros)) return -1;
    const slot = rows.lastUpTo(timeMicros, this.times);
    if (slot < 0) return -1;
    const time = this.times[slot];
    return timeMicros - time > this.heldMicros || this.isExpired(time) ? -1 : slot;
  }

  /** Whether the row is to be kept in this chain. If not, it is late, and its slot is released. */
  keeps(chain: number, slot: number): boolean {
    const rows = this.chain(chain);
    const time = this.times[slot];
    if (!this.isExpired(time) && (rows === undefined || !this.#isFollowed(rows, time))) return true;
    this.release(slot);
    return false;
  }

  /** Of rows with one event time only the last to arrive can match. */
  protected override addTo(rows: SlotsByTime, slot: number): void {
    const replaced = rows.put(slot, this.times);
    if (replaced >= 0) this.release(replaced);
  }

  /** Rows after the watermark matter, and the latest one up to it, unless that has expired. */
  protected neededFrom(rows: SlotsByTime): number {
    const { micros } = this.watermark;
    const latest = rows.lastUpTo(micros, this.times);
    const time = latest < 0 ? micros : this.times[latest];
    return this.isExpired(time) ? micros : time;
  }

  /** Whether the watermark has reached a row of the chain that is later than this time. */
  #isFollowed(rows: SlotsByTime, timeMicros: number): boolean {
    const { micros } = this.watermark;
    if (timeMicros >= micros) return false;
    const reached = rows.lastUpTo(micros, this.times);
    return reached >= 0 && this.times[reached] > timeMicros;
  }
}
