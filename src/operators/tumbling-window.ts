import type { ColumnSpec, Schema } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/row.ts';
import { aggregateCells, writeAdditions } from './aggregates/aggregate-code.ts';
import { createAccumulator, type AggregateNode } from './aggregates/index.ts';
import { writeBranches, writeKey } from './key-trie.ts';
import { KeyedGroups } from './keyed-groups.ts';
import type { CellCode, CodeWriter, Operator, RowCode, TimedState } from './operator.ts';

/**
 * Aggregates per key over windows [k·size, (k+1)·size) of event time. A window closes when its end ≤ the
 * watermark, and then puts out one row per key, ordered by (end, key); a record is late, and dropped, iff its
 * window has closed by the watermark as it was before the record. Both look only at the record and at those
 * before it, so batch boundaries cannot matter. State: the groups of open windows; a closed window is
 * dropped whole. The rows' event time is the window's last microsecond.
 */
export interface TumblingWindowNode extends PlanNode {
  readonly kind: 'tumbling-window';
  readonly input: PlanNode;
  readonly sizeMicros: number;
  readonly by: readonly string[];
  readonly aggregates: Readonly<Record<string, AggregateNode>>;
}

export function tumblingWindowNode(
  input: PlanNode,
  sizeMicros: number,
  by: readonly string[],
  aggregates: Readonly<Record<string, AggregateNode>>,
): TumblingWindowNode {
  if (!Number.isSafeInteger(sizeMicros) || sizeMicros <= 0) {
    throw new StreamBenchError({ kind: 'input', what: `a window's size must be a whole number of microseconds above 0, not ${sizeMicros}` });
  }
  for (const name of by) checkColumn(input.schema, name);
  const schema = windowSchema(input.schema, by, aggregates);
  return Object.freeze({ kind: 'tumbling-window', schema, input, sizeMicros, by: Object.freeze([...by]), aggregates: Object.freeze({ ...aggregates }) });
}

function windowSchema(input: Schema, by: readonly string[], aggregates: Readonly<Record<string, AggregateNode>>): Schema {
  const columns: [string, ColumnSpec][] = [
    ...by.map((name): [string, ColumnSpec] => [name, input[name]]),
    ['windowStart', 'timestamp'],
    ['windowEnd', 'timestamp'],
    ...Object.entries(aggregates).map(([name, { spec }]): [string, ColumnSpec] => [name, spec]),
  ];
  const names = columns.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new StreamBenchError({ kind: 'input', what: `the window would have two columns '${twice}'` });
  return Object.freeze(Object.fromEntries(columns));
}

export const tumblingWindow: Operator<TumblingWindowNode> = {
  kind: 'tumbling-window',
  horizonMicros: (node) => node.sizeMicros,
  compile(node, writer, consume) {
    const windows = writer.state(new TumblingWindows(node, writer.dictionary));
    writer.callback(`${windows}.emit`, 'groups, slot, start, end', () => consume(closedRow(node)));
    return [
      (row) => {
        const groups = writer.variable(`${windows}.at(${row.time})`);
        writer.block(`if (${groups} !== undefined)`, () => {
          writer.markAbsorbed();
          const slot = writeSlotLookup(node, row, writer, groups);
          writeAdditions(node.aggregates, row, writer, `${groups}.accumulators`, slot);
        });
      },
    ];
  },
};

/** Finds the row's group, or opens it, and leaves its slot in the variable returned. */
function writeSlotLookup(node: TumblingWindowNode, row: RowCode, writer: CodeWriter, groups: string): string {
  const keys = writeKey(node.by, row, writer);
  const { level, key } = writeBranches(groups, keys, writer);
  const found = writer.variable(`${groups}.find(${level}, ${key})`);
  const slot = writer.variable(`${found} >= 0 ? ${found} : ${groups}.add(${level}, ${key})`);
  if (keys.length > 0) {
    writer.block(`if (${found} < 0)`, () => keys.forEach((cell, index) => writer.line(`${groups}.keys[${index}][${slot}] = ${cell};`)));
  }
  return slot;
}

/** Reads a row of a closed window inside `emit(groups, slot, start, end)`. */
function closedRow(node: TumblingWindowNode): RowCode {
  const cells: Record<string, CellCode> = {};
  node.by.forEach((name, index) => {
    const cell = `groups.keys[${index}][slot]`;
    const spec = node.schema[name];
    cells[name] = { value: cell, isNull: spec.endsWith('?') ? `(${cell} === null)` : undefined, spec };
  });
  cells['windowStart'] = { value: 'start', isNull: undefined, spec: 'timestamp' };
  cells['windowEnd'] = { value: 'end', isNull: undefined, spec: 'timestamp' };
  return { cells: { ...cells, ...aggregateCells(node.aggregates, 'groups.accumulators', 'slot') }, time: '(end - 1)' };
}

/** The open windows, by their start. */
class TumblingWindows implements TimedState {
  /** Set by the generated code: what happens with each row of a closed window. */
  emit: (groups: KeyedGroups, slot: number, start: number, end: number) => void = () => {};
  lateRecords = 0;
  readonly #open = new Map<number, KeyedGroups>();
  readonly #node: TumblingWindowNode;
  readonly #dictionary: Dictionary;
  #watermark = -Infinity;
  #nextEnd = Infinity;
  // Records mostly fall into the same window as the one before: spares the Map look-up.
  #recentStart = NaN;
  #recentGroups: KeyedGroups | undefined;

  constructor(node: TumblingWindowNode, dictionary: Dictionary) {
    this.#node = node;
    this.#dictionary = dictionary;
  }

  /** The groups of the window that holds this event time, or undefined where the record is late. */
  at(timeMicros: number): KeyedGroups | undefined {
    const size = this.#node.sizeMicros;
    const start = Math.floor(timeMicros / size) * size;
    if (start === this.#recentStart) return this.#recentGroups;
    if (start + size <= this.#watermark) {
      this.lateRecords++;
      return undefined;
    }
    this.#recentGroups = this.#open.get(start) ?? this.#openWindow(start);
    this.#recentStart = start;
    return this.#recentGroups;
  }

  advance(watermarkMicros: number): void {
    this.#watermark = watermarkMicros;
    if (watermarkMicros < this.#nextEnd) return;
    const size = this.#node.sizeMicros;
    const starts = [...this.#open.keys()].sort((left, right) => left - right);
    for (const start of starts.filter((candidate) => candidate + size <= watermarkMicros)) this.#close(start);
    this.#nextEnd = [...this.#open.keys()].reduce((earliest, start) => Math.min(earliest, start + size), Infinity);
    this.#recentStart = NaN;
  }

  #openWindow(start: number): KeyedGroups {
    const { by, aggregates, sizeMicros } = this.#node;
    const groups = new KeyedGroups(by.length, Object.values(aggregates).map((aggregate) => createAccumulator(aggregate, this.#dictionary)));
    this.#open.set(start, groups);
    this.#nextEnd = Math.min(this.#nextEnd, start + sizeMicros);
    return groups;
  }

  #close(start: number): void {
    const { by, schema, sizeMicros } = this.#node;
    const groups = this.#open.get(start)!;
    for (const slot of groups.sortedSlots(by.map((name) => schema[name]), this.#dictionary)) {
      this.emit(groups, slot, start, start + sizeMicros);
    }
    this.#open.delete(start);
  }
}
