import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import { checkDistance } from './duration.ts';
import { writeKey } from './key-trie.ts';
import type { KeyCell } from './cell-map.ts';
import { KeyedSpans } from './keyed-spans.ts';
import type { Operator, TimedState } from './operator.ts';
import type { Watermark } from './watermark.ts';

/**
 * Drops a row if an earlier arrival with the same key passed whose event time is at most `withinMicros` away, before
 * or after. Dropped rows do not count, so duplicates do not extend the bound. A row with event time + withinMicros <
 * the watermark before it is late, and dropped: whether it is a duplicate is no longer known. So two rows of one key
 * that pass are always further apart than the bound. All this depends only on the row and those before it, so batch
 * boundaries cannot matter.
 *
 * State: the rows that passed with event time + 2·withinMicros ≥ the watermark, of which a row in time may be a
 * duplicate; and older ones by up to withinMicros, because they are forgotten by spans of event time.
 */
export interface DeduplicateNode extends PlanNode {
  readonly kind: 'deduplicate';
  readonly input: PlanNode;
  readonly by: readonly string[];
  readonly withinMicros: number;
}

export function deduplicateNode(input: PlanNode, by: readonly string[], withinMicros: number): DeduplicateNode {
  if (by.length === 0)
    throw new StreamBenchError({ kind: 'input', what: 'deduplicate() needs at least one column to compare rows by' });
  for (const name of by) checkColumn(input.schema, name);
  checkDistance('the bound of deduplicate()', withinMicros);
  return Object.freeze({ kind: 'deduplicate', schema: input.schema, input, by: Object.freeze([...by]), withinMicros });
}

export const deduplicate: Operator<DeduplicateNode> = {
  kind: 'deduplicate',
  horizonMicros: ({ withinMicros }) => 3 * withinMicros,
  compile({ by, withinMicros }, writer, consume) {
    const passed = writer.state(new PassedRows(by.length, withinMicros, writer.watermark));
    return [
      (row) => {
        const key = writeKey(by, row, writer).join(', ');
        writer.block(`if (${passed}.isLate(${row.time}))`, () => writer.markLate());
        writer.block(`else if (${passed}.add([${key}], ${row.time}))`, () => {
          writer.markAbsorbed();
          consume(row);
        });
      },
    ];
  },
};

/**
 * The rows that passed, by spans of event time that are one microsecond longer than the bound. Then a span has at most
 * one row of a key, and every other row of the key in that span is a duplicate of it. Beyond that span, only its two
 * neighbours can hold a row within the bound.
 */
export class PassedRows implements TimedState {
  /** Event times. */
  readonly #spans: KeyedSpans<number>;
  readonly #withinMicros: number;
  readonly #watermark: Watermark;
  /** At this watermark the next span is forgotten. */
  #forgetAtMicros = -Infinity;

  constructor(keyColumns: number, withinMicros: number, watermark: Watermark) {
    this.#watermark = watermark;
    this.#spans = new KeyedSpans(keyColumns, withinMicros + 1);
    this.#withinMicros = withinMicros;
  }

  /** How many rows are held. */
  get size(): number {
    return this.#spans.size;
  }

  isLate(timeMicros: number): boolean {
    return timeMicros + this.#withinMicros < this.#watermark.micros;
  }

  /** Adds a row that is not late, unless it is a duplicate. Returns whether it was added and so passes. */
  add(key: readonly KeyCell[], timeMicros: number): boolean {
    const span = this.#spans.numberOf(timeMicros);
    if (
      this.#spans.get(span, key) !== undefined ||
      this.#isNear(span - 1, key, timeMicros) ||
      this.#isNear(span + 1, key, timeMicros)
    )
      return false;
    this.#spans.add(span, key, timeMicros);
    return true;
  }

  advance(watermarkMicros: number): void {
    const beforeMicros = watermarkMicros - 2 * this.#withinMicros;
    this.#spans.forgetBefore(beforeMicros);
    this.#forgetAtMicros = this.#spans.endOf(beforeMicros) + 2 * this.#withinMicros;
  }

  get dueMicros(): number {
    return this.#forgetAtMicros;
  }

  #isNear(span: number, key: readonly KeyCell[], timeMicros: number): boolean {
    const passed = this.#spans.get(span, key);
    return passed !== undefined && Math.abs(timeMicros - passed) <= this.#withinMicros;
  }
}
