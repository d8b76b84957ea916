import type { Schema } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { Table, type Column } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';
import { inputsOf, type PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import { withColumns } from './added-columns.ts';
import { cellOrder, cellsOrder } from './cell-order.ts';
import { DueMap } from './due-map.ts';
import { KeyMap } from './key-map.ts';
import { writeKey } from './key-trie.ts';
import type { KeyCell } from './cell-map.ts';
import type { CellCode, Operator, TimedState } from './operator.ts';
import { storedValue } from './stored-cell.ts';
import { storedCells, writeStoredRow } from './stored-row.ts';
import type { Watermark } from './watermark.ts';

/**
 * The k best rows of each `windowEnd` and each partition, with their `rank` from 1 on. A partition is the rows with
 * equal values in the partition columns. Reads rows with a timestamp `windowEnd`: those of a window, also filtered,
 * joined or projected. The best row has the largest value in column `by`, or the smallest if not `descending`; nulls
 * are worse than all values. Ties are broken by the first column, smaller values first, then by the second, and so on.
 * Right after a window, its keys come first. Rows that are equal in all columns are interchangeable, so the order of
 * arrival does not affect the result.
 *
 * The rows are emitted when the watermark reaches their `windowEnd`, in the order of (windowEnd, partition, rank). A
 * row is late, and dropped, if the watermark before it had reached its `windowEnd`. The rows of a window arrive at the
 * watermark that closes it, and are emitted at that same watermark. Their event time is the last microsecond before
 * `windowEnd`. Sessions include their `windowEnd`: where rows can come from sessions, all this happens one microsecond
 * later. It depends only on the row and those before it, so batch boundaries cannot matter.
 *
 * State: at most k rows for each partition, until its `windowEnd` is reached.
 */
export interface TopKNode extends PlanNode {
  readonly kind: 'top-k';
  readonly input: PlanNode;
  readonly k: number;
  readonly by: string;
  readonly descending: boolean;
  readonly partitionBy: readonly string[];
  /** Whether a row's event time can be its `windowEnd`, because it comes from a session. */
  readonly includesEnd: boolean;
}

export function topKNode(
  input: PlanNode,
  k: number,
  by: string,
  descending: boolean,
  partitionBy: readonly string[],
): TopKNode {
  if (!Number.isSafeInteger(k) || k <= 0) {
    throw new StreamBenchError({ kind: 'input', what: `topK() needs a whole number k above 0, not ${k}` });
  }
  for (const name of [by, ...partitionBy]) checkColumn(input.schema, name);
  const schema = rankedSchema(input.schema);
  return Object.freeze({
    kind: 'top-k',
    schema,
    input,
    k,
    by,
    descending,
    partitionBy: Object.freeze([...partitionBy]),
    includesEnd: isOfSessions(input),
  });
}

function isOfSessions(node: PlanNode): boolean {
  if (node.kind === 'session-window') return true;
  if (node.kind === 'tumbling-window' || node.kind === 'sliding-window') return false;
  return inputsOf(node).some(isOfSessions);
}

function rankedSchema(input: Schema): Schema {
  if (input['windowEnd'] !== 'timestamp') {
    throw new StreamBenchError({
      kind: 'input',
      what: "topK() needs rows with a timestamp 'windowEnd' that is never null",
      remedy: 'Use it after a window, and keep that column.',
    });
  }
  return withColumns('topK()', input, { rank: 'integer' }, 'Rename it with project() before topK().');
}

export const topK: Operator<TopKNode> = {
  kind: 'top-k',
  compile(node, writer, consume) {
    const state = new Rankings(node, writer.dictionary, writer.watermark);
    const rankings = writer.state(state);
    writer.callback(`${rankings}.emit`, 'slot, rank', () => {
      const cells: Record<string, CellCode> = {
        ...storedCells(state.table, 'slot', writer),
        rank: { value: 'rank', isNull: undefined, spec: 'integer' },
      };
      const end = cells['windowEnd'].value;
      consume({ cells, time: node.includesEnd ? end : `(${end} - 1)` });
    });
    return [
      (row) => {
        const { cells } = row;
        const end = cells['windowEnd'].value;
        const due = node.includesEnd ? `(${end} + 1)` : end;
        writer.block(`if (${rankings}.isLate(${due}))`, () => writer.markLate());
        writer.block('else', () => {
          writer.markAbsorbed();
          const key = writeKey(node.partitionBy, row, writer).join(', ');
          const partition = writer.variable(`${rankings}.partition(${due}, [${key}])`);
          const value = storedValue(cells[node.by]);
          writer.block(`if (${rankings}.mayRank(${partition}, ${value}))`, () => {
            const slot = writer.variable(`${rankings}.reserve()`);
            writeStoredRow(row, state.table.columns, slot, writer);
            writer.line(`${rankings}.add(${partition}, ${slot});`);
          });
        });
      },
    ];
  },
};

type Key = readonly KeyCell[];

interface Partition {
  readonly key: Key;
  /** Slots of at most k rows, the best first. */
  readonly best: number[];
}

/** The best rows of every `windowEnd` that is not due yet. */
export class Rankings implements TimedState {
  /** Set by the generated code: takes the slot of each emitted row. */
  emit: (slot: number, rank: number) => void = () => {};
  /** The rows, by slot. */
  readonly table: Table;
  readonly #free: number[] = [];
  readonly #byDue = new DueMap<KeyMap<Partition>>();
  readonly #k: number;
  readonly #by: Column;
  readonly #compareValues: (left: KeyCell, right: KeyCell) => number;
  readonly #compareRows: (left: number, right: number) => number;
  readonly #compareKeys: (left: Key, right: Key) => number;
  readonly #watermark: Watermark;
  // Most rows fall due at the same time as the row before.
  #recentDue = NaN;
  #recent = new KeyMap<Partition>(0);

  constructor(node: TopKNode, dictionary: Dictionary, watermark: Watermark) {
    const { schema } = node.input;
    this.table = new Table(schema, dictionary);
    this.#k = node.k;
    this.#by = this.table.column(node.by);
    this.#compareValues = valueOrder(node, dictionary);
    this.#compareRows = rowOrder(this.table);
    this.#compareKeys = cellsOrder(
      node.partitionBy.map((name) => schema[name]),
      dictionary,
    );
    this.#watermark = watermark;
  }

  get dueMicros(): number {
    return this.#byDue.nextMicros;
  }

  get openEnds(): number {
    return this.#byDue.size;
  }

  /** Whether what is due at this time has been emitted. */
  isLate(due: number): boolean {
    return due <= this.#watermark.micros;
  }

  /** The rows with a key that fall due at this time, which is not over. */
  partition(due: number, key: Key): Partition {
    if (due !== this.#recentDue) this.#lookUp(due, key.length);
    let partition = this.#recent.get(key);
    if (partition === undefined) {
      partition = { key, best: [] };
      this.#recent.add(key, partition);
    }
    return partition;
  }

  /** Whether a row with this value may be among the best. Most are not, and need not be copied. */
  mayRank({ best }: Partition, value: KeyCell): boolean {
    return best.length < this.#k || this.#compareValues(value, cellOf(this.#by, best[this.#k - 1])) <= 0;
  }

  /** A slot for a row, whose cells the caller writes before it adds it. */
  reserve(): number {
    return this.#free.pop() ?? this.table.reserve();
  }

  add({ best }: Partition, slot: number): void {
    const value = cellOf(this.#by, slot);
    let rank = best.length;
    while (rank > 0 && this.#isBetter(value, slot, best[rank - 1])) rank--;
    if (rank < this.#k) best.splice(rank, 0, slot);
    else this.#free.push(slot);
    if (best.length > this.#k) this.#free.push(best.pop()!);
  }

  advance(watermarkMicros: number): void {
    if (!this.#byDue.isDue(watermarkMicros)) return;
    for (const [, partitions] of this.#byDue.takeDue(watermarkMicros)) this.#emitRows(partitions);
    this.#recentDue = NaN;
  }

  #isBetter(value: KeyCell, slot: number, other: number): boolean {
    return (this.#compareValues(value, cellOf(this.#by, other)) || this.#compareRows(slot, other)) < 0;
  }

  #lookUp(due: number, keyColumns: number): void {
    let partitions = this.#byDue.get(due);
    if (partitions === undefined) {
      partitions = new KeyMap(keyColumns);
      this.#byDue.add(due, partitions);
      this.#watermark.expect(due);
    }
    this.#recentDue = due;
    this.#recent = partitions;
  }

  #emitRows(partitions: KeyMap<Partition>): void {
    const inOrder = partitions.values().sort((left, right) => this.#compareKeys(left.key, right.key));
    for (const { best } of inOrder)
      for (let index = 0; index < best.length; index++) {
        this.emit(best[index], index + 1);
        this.#free.push(best[index]);
      }
  }
}

/** Puts the better value first. */
function valueOrder(
  { input, by, descending }: TopKNode,
  dictionary: Dictionary,
): (left: KeyCell, right: KeyCell) => number {
  const compare = cellOrder(input.schema[by], dictionary);
  if (!descending) return compare;
  // Nulls come last in both directions.
  return (left, right) => (left !== null && right !== null ? compare(right, left) : compare(left, right));
}

/** Orders the rows of a table by their first column, then by the second, and so on. */
function rowOrder({ columns, schema, dictionary }: Table): (left: number, right: number) => number {
  const orders = columns.map((column) => ({ column, compare: cellOrder(schema[column.name], dictionary) }));
  return (left, right) => {
    for (const { column, compare } of orders) {
      const order = compare(cellOf(column, left), cellOf(column, right));
      if (order !== 0) return order;
    }
    return 0;
  };
}

function cellOf({ values, nulls }: Column, row: number): KeyCell {
  return nulls?.[row] === 1 ? null : values[row];
}
