import type { ColumnSpec, Schema } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { StreamBenchError } from '../errors.ts';
import { inputsOf, type PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import { withColumns } from './added-columns.ts';
import { cellOrder, cellsOrder } from './cell-order.ts';
import { DueMap } from './due-map.ts';
import { KeyMap } from './key-map.ts';
import type { KeyCell } from './cell-map.ts';
import type { CellCode, Operator, TimedState } from './operator.ts';
import { storedCell, storedValue } from './stored-cell.ts';
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
    const rankings = writer.state(new Rankings(node, writer.dictionary, writer.watermark));
    const names = Object.keys(node.input.schema);
    writer.callback(`${rankings}.emit`, 'cells, rank', () => {
      const cells: Record<string, CellCode> = {
        ...Object.fromEntries(names.map((name, index) => [name, storedCell(`cells[${index}]`, node.schema[name])])),
        rank: { value: 'rank', isNull: undefined, spec: 'integer' },
      };
      const end = cells['windowEnd'].value;
      consume({ cells, time: node.includesEnd ? end : `(${end} - 1)` });
    });
    return [
      ({ cells }) => {
        const end = cells['windowEnd'].value;
        const due = node.includesEnd ? `(${end} + 1)` : end;
        writer.block(`if (${rankings}.isLate(${due}))`, () => writer.markLate());
        writer.block('else', () => {
          writer.markAbsorbed();
          writer.line(`${rankings}.add(${due}, ${listCode(node.partitionBy, cells)}, ${listCode(names, cells)});`);
        });
      },
    ];
  },
};

function listCode(names: readonly string[], cells: Readonly<Record<string, CellCode>>): string {
  return `[${names.map((name) => storedValue(cells[name])).join(', ')}]`;
}

type Cells = readonly KeyCell[];
type Order = (left: Cells, right: Cells) => number;

interface Partition {
  readonly key: Cells;
  /** At most k rows, the best first. */
  readonly best: Cells[];
}

/** The best rows of every `windowEnd` that is not due yet. */
export class Rankings implements TimedState {
  /** Set by the generated code: takes each emitted row. */
  emit: (cells: Cells, rank: number) => void = () => {};
  readonly #byDue = new DueMap<KeyMap<Partition>>();
  readonly #k: number;
  readonly #compare: Order;
  readonly #compareKeys: Order;
  readonly #watermark: Watermark;

  constructor(node: TopKNode, dictionary: Dictionary, watermark: Watermark) {
    this.#watermark = watermark;
    const { schema } = node.input;
    this.#k = node.k;
    this.#compare = rankOrder(node, dictionary);
    this.#compareKeys = cellsOrder(
      node.partitionBy.map((name) => schema[name]),
      dictionary,
    );
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

  /** Adds a row that is not late. */
  add(due: number, key: Cells, cells: Cells): void {
    const { best } = this.#partition(due, key);
    let rank = best.length;
    while (rank > 0 && this.#compare(cells, best[rank - 1]) < 0) rank--;
    if (rank === this.#k) return;
    best.splice(rank, 0, cells);
    if (best.length > this.#k) best.pop();
  }

  advance(watermarkMicros: number): void {
    if (!this.#byDue.isDue(watermarkMicros)) return;
    for (const [, partitions] of this.#byDue.takeDue(watermarkMicros)) this.#emitRows(partitions);
  }

  #partition(due: number, key: Cells): Partition {
    let partitions = this.#byDue.get(due);
    if (partitions === undefined) {
      partitions = new KeyMap(key.length);
      this.#byDue.add(due, partitions);
      this.#watermark.expect(due);
    }
    let partition = partitions.get(key);
    if (partition === undefined) {
      partition = { key, best: [] };
      partitions.add(key, partition);
    }
    return partition;
  }

  #emitRows(partitions: KeyMap<Partition>): void {
    const inOrder = partitions.values().sort((left, right) => this.#compareKeys(left.key, right.key));
    for (const { best } of inOrder) best.forEach((cells, index) => this.emit(cells, index + 1));
  }
}

/** Puts the better row first. */
function rankOrder({ input, by, descending }: TopKNode, dictionary: Dictionary): Order {
  const rankAt = Object.keys(input.schema).indexOf(by);
  const spec: ColumnSpec = input.schema[by];
  const compareValues = cellOrder(spec, dictionary);
  const compareCells = cellsOrder(Object.values(input.schema), dictionary);
  return (left, right) => {
    const [leftValue, rightValue] = [left[rankAt], right[rankAt]];
    const order = compareValues(leftValue, rightValue);
    if (order === 0) return compareCells(left, right);
    // Nulls come last in both directions.
    return descending && leftValue !== null && rightValue !== null ? -order : order;
  };
}
