import type { Dictionary } from '../columns/dictionary.ts';
import { argumentCells, writeArgumentAdditions } from './aggregates/aggregate-code.ts';
import { createAccumulator } from './aggregates/index.ts';
import { DueMap } from './due-map.ts';
import { writeKey } from './key-trie.ts';
import { KeyedGroups, writeSlotLookup } from './keyed-groups.ts';
import type { CodeWriter, Consume, TimedState } from './operator.ts';
import type { Watermark } from './watermark.ts';
import { windowedRow, type WindowedNode } from './windowed-rows.ts';

/** The windows [k·slide, k·slide + size) of event time, for every whole number k. */
interface WindowGrid {
  readonly sizeMicros: number;
  readonly slideMicros: number;
}

/** Compiles tumbling and sliding windows: each row is added to its group in every open window that holds it. */
export function compileWindowedGroups(
  node: WindowedNode,
  grid: WindowGrid,
  writer: CodeWriter,
  consume: Consume,
): readonly Consume[] {
  const windows = writer.state(new WindowedGroups(node, grid, writer.dictionary, writer.watermark));
  writer.callback(`${windows}.emit`, 'groups, slot, start, end', () =>
    consume(
      windowedRow(node, {
        key: (index) => `groups.keys[${index}][slot]`,
        accumulators: 'groups.accumulators',
        slot: 'slot',
        time: '(end - 1)',
      }),
    ),
  );
  return [
    (row) => {
      const open = writer.variable(`${windows}.at(${row.time})`);
      const closed = `${windows}.closedWindows`;
      writer.block(`if (${closed} > 0)`, () => writer.markLate(closed));
      writer.block(`if (${open}.length > 0)`, () => {
        writer.markAbsorbed();
        const keys = writeKey(node.by, row, writer);
        const added = argumentCells(node.aggregates, row, writer);
        // Not `groups`: after another window, the current row is read from that window's `groups`.
        writer.block(`for (const openGroups of ${open})`, () => {
          const slot = writeSlotLookup('openGroups', keys, writer);
          writeArgumentAdditions(added, writer, 'openGroups.accumulators', slot);
        });
      });
    },
  ];
}

/** The groups of each open window. */
export class WindowedGroups implements TimedState {
  /** Set by the generated code: takes each row of a closed window. */
  emit: (groups: KeyedGroups, slot: number, start: number, end: number) => void = () => {};
  /** How many windows have closed that hold the event time looked up last. */
  closedWindows = 0;
  /** By the window's end. */
  readonly #open = new DueMap<KeyedGroups>();
  readonly #node: WindowedNode;
  readonly #grid: WindowGrid;
  readonly #dictionary: Dictionary;
  readonly #watermark: Watermark;
  // Most rows fall between the same window edges as the row before, and so into the same windows.
  #recentFrom = Infinity;
  #recentTo = -Infinity;
  #recentOpen: KeyedGroups[] = [];

  constructor(node: WindowedNode, grid: WindowGrid, dictionary: Dictionary, watermark: Watermark) {
    this.#node = node;
    this.#grid = grid;
    this.#dictionary = dictionary;
    this.#watermark = watermark;
  }

  get openWindows(): number {
    return this.#open.size;
  }

  get dueMicros(): number {
    return this.#open.nextMicros;
  }

  /** The groups of the open windows that hold this event time. Sets `closedWindows`. */
  at(timeMicros: number): readonly KeyedGroups[] {
    if (timeMicros < this.#recentFrom || timeMicros >= this.#recentTo) this.#lookUp(timeMicros);
    return this.#recentOpen;
  }

  advance(watermarkMicros: number): void {
    if (!this.#open.isDue(watermarkMicros)) return;
    for (const [end, groups] of this.#open.takeDue(watermarkMicros)) this.#emitRows(groups, end);
    this.#recentTo = -Infinity;
  }

  #lookUp(timeMicros: number): void {
    const { sizeMicros, slideMicros } = this.#grid;
    const first = (Math.floor((timeMicros - sizeMicros) / slideMicros) + 1) * slideMicros;
    const last = Math.floor(timeMicros / slideMicros) * slideMicros;
    this.#recentFrom = Math.max(last, first - slideMicros + sizeMicros);
    this.#recentTo = Math.min(last + slideMicros, first + sizeMicros);
    this.#recentOpen = [];
    this.closedWindows = 0;
    for (let start = first; start <= last; start += slideMicros) {
      const end = start + sizeMicros;
      if (end <= this.#watermark.micros) this.closedWindows++;
      else this.#recentOpen.push(this.#open.get(end) ?? this.#openWindow(end));
    }
  }

  #openWindow(end: number): KeyedGroups {
    const { by, aggregates } = this.#node;
    const groups = new KeyedGroups(
      by.length,
      Object.values(aggregates).map((aggregate) => createAccumulator(aggregate, this.#dictionary)),
    );
    this.#open.add(end, groups);
    this.#watermark.expect(end);
    return groups;
  }

  #emitRows(groups: KeyedGroups, end: number): void {
    const { by, schema } = this.#node;
    const specs = by.map((name) => schema[name]);
    const start = end - this.#grid.sizeMicros;
    for (const slot of groups.sortedSlots(specs, this.#dictionary)) this.emit(groups, slot, start, end);
  }
}
