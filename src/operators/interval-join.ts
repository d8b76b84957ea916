import type { Dictionary } from '../columns/dictionary.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkDistance } from './duration.ts';
import { checkJoinKeys, streamJoinSchema, writeIfMatchable, type JoinKey } from './join-keys.ts';
import { writeBranches, writeFind, writeKey } from './key-trie.ts';
import { KeyedRows } from './keyed-rows.ts';
import type { CodeWriter, Consume, Operator, TimedState } from './operator.ts';
import { storedCells, writeStoredRow } from './stored-row.ts';
import { checkSameSource } from './two-inputs.ts';
import type { Watermark } from './watermark.ts';

/**
 * Pairs of rows of two streams with equal keys and −before ≤ time of the right row − time of the left row ≤ after.
 * Rows of both sides arrive in one order: each is matched with the rows of the other side that arrived before it, in
 * order of arrival, and is then kept. A pair's event time is the later of the two, so a pair of rows that are in time
 * is in time too.
 *
 * A kept left row has expired, and no longer matches, once its time + after < the watermark before the current record;
 * a right row, once its time + before < that watermark. So only rows earlier than the watermark can miss a partner. A
 * row that has expired when it arrives is late: it is matched, but not kept. All this is tested when rows are looked
 * up and depends on the records alone, so batch boundaries cannot matter.
 *
 * State: at most twice the most rows that had not expired at any time.
 */
export interface IntervalJoinNode extends PlanNode {
  readonly kind: 'interval-join';
  readonly input: PlanNode;
  readonly other: PlanNode;
  readonly keys: readonly JoinKey[];
  readonly beforeMicros: number;
  readonly afterMicros: number;
}

export function intervalJoinNode(
  input: PlanNode,
  other: PlanNode,
  keys: readonly JoinKey[],
  { beforeMicros, afterMicros }: { readonly beforeMicros: number; readonly afterMicros: number },
): IntervalJoinNode {
  checkSameSource('intervalJoin', input, other);
  for (const bound of [beforeMicros, afterMicros]) checkDistance('each bound of intervalJoin()', bound);
  const frozenKeys = checkJoinKeys('intervalJoin', keys, input, other);
  const schema = streamJoinSchema('intervalJoin', input.schema, other.schema, keys, 'inner');
  return Object.freeze({ kind: 'interval-join', schema, input, other, keys: frozenKeys, beforeMicros, afterMicros });
}

export const intervalJoin: Operator<IntervalJoinNode> = {
  kind: 'interval-join',
  horizonMicros: ({ beforeMicros, afterMicros }) => Math.max(beforeMicros, afterMicros),
  compile(node, writer, consume) {
    const state = new IntervalJoin(node, writer.dictionary, writer.watermark);
    const join = writer.state(state);
    const { left, right } = state;
    writer.callback(`${join}.emit`, 'left, right, time', () =>
      // A key of the same name on both sides is equal there: it is read from the left row.
      consume({
        cells: { ...storedCells(right.table, 'right', writer), ...storedCells(left.table, 'left', writer) },
        time: 'time',
      }),
    );
    return [
      rowWriter(
        left,
        right,
        node.keys.map((key) => key.left),
        `${join}.matchLeft`,
        writer,
      ),
      rowWriter(
        right,
        left,
        node.keys.map((key) => key.right),
        `${join}.matchRight`,
        writer,
      ),
    ];
  },
};

/** Writes what happens with a row of one side: it is matched with rows of the other side, then kept. */
function rowWriter(
  own: IntervalRows,
  other: IntervalRows,
  names: readonly string[],
  match: string,
  writer: CodeWriter,
): Consume {
  const rows = writer.parameter(own);
  const partners = writer.parameter(other);
  return (row) =>
    writeIfMatchable(names, row, writer, () => {
      const keys = writeKey(names, row, writer);
      const slot = writer.variable(`${rows}.reserve(${row.time})`);
      writeStoredRow(row, own.table.columns, slot, writer);
      const found = writeFind(`${partners}.trie`, keys, writer);
      writer.line(`if (${found} >= 0) ${match}(${slot}, ${found});`);
      writer.block(`if (${rows}.keeps(${slot}))`, () => {
        writer.markAbsorbed();
        const ofKey = writeFind(`${rows}.trie`, keys, writer);
        const chain = writer.variable(`${rows}.add(${ofKey}, ${slot})`);
        writer.block(`if (${ofKey} < 0)`, () => {
          const { level, key } = writeBranches(`${rows}.trie`, keys, writer);
          writer.line(`${level}.set(${key}, ${chain});`);
        });
      });
      writer.block('else', () => writer.markLate());
    });
}

/** The kept rows of both sides. */
class IntervalJoin implements TimedState {
  /** Set by the generated code: takes each pair, given by its slots. */
  emit: (left: number, right: number, timeMicros: number) => void = () => {};
  readonly left: IntervalRows;
  readonly right: IntervalRows;
  readonly #beforeMicros: number;
  readonly #afterMicros: number;

  constructor(
    { input, other, beforeMicros, afterMicros }: IntervalJoinNode,
    dictionary: Dictionary,
    watermark: Watermark,
  ) {
    this.#beforeMicros = beforeMicros;
    this.#afterMicros = afterMicros;
    this.left = new IntervalRows(input.schema, dictionary, afterMicros, watermark);
    this.right = new IntervalRows(other.schema, dictionary, beforeMicros, watermark);
  }

  advance(watermarkMicros: number): void {
    this.left.advance(watermarkMicros);
    this.right.advance(watermarkMicros);
  }

  get dueMicros(): number {
    return Math.min(this.left.dueMicros, this.right.dueMicros);
  }

  /** Emits the pairs of a left row with the right rows of its key. */
  matchLeft(left: number, chain: number): void {
    const time = this.left.times[left];
    this.right.matches(chain, time - this.#beforeMicros, time + this.#afterMicros, (right) =>
      this.emit(left, right, Math.max(time, this.right.times[right])),
    );
  }

  /** Emits the pairs of a right row with the left rows of its key. */
  matchRight(right: number, chain: number): void {
    const time = this.right.times[right];
    this.left.matches(chain, time - this.#afterMicros, time + this.#beforeMicros, (left) =>
      this.emit(left, right, Math.max(this.left.times[left], time)),
    );
  }
}

/** The kept rows of one side. */
class IntervalRows extends KeyedRows {
  /** Of the last matches: each record would have one of its own. */
  readonly #found: number[] = [];

  /** Whether the row is to be kept. If not, it is late, and its slot is released. */
  keeps(slot: number): boolean {
    if (!this.isExpired(this.times[slot])) return true;
    this.release(slot);
    return false;
  }

  /** Calls `take` for the rows of a chain between two times that have not expired, in order of arrival. */
  matches(chain: number, fromMicros: number, toMicros: number, take: (slot: number) => void): void {
    const found = this.#found;
    found.length = 0;
    const from = Math.max(fromMicros, this.#expiredBefore());
    this.chain(chain)?.between(from, toMicros, this.times, found);
    if (found.length > 1) found.sort((left, right) => this.arrivals[left] - this.arrivals[right]);
    for (const slot of found) take(slot);
  }

  protected neededFrom(): number {
    return this.#expiredBefore();
  }

  /** Rows before this time have expired. */
  #expiredBefore(): number {
    return this.watermark.micros - this.heldMicros;
  }
}
