import { KeyMap } from './key-map.ts';
import type { KeyCell } from './cell-map.ts';

/**
 * Values by span of event time and key. Spans have numbers and one length, and are forgotten whole. So what is near a
 * time is found in its span and the two beside it, however many values there are.
 */
export class KeyedSpans<V> {
  readonly #spans = new Map<number, KeyMap<V>>();
  readonly #keyColumns: number;
  readonly #spanMicros: number;
  /** All spans before this one have been forgotten. */
  #firstSpan = -Infinity;

  constructor(keyColumns: number, spanMicros: number) {
    this.#keyColumns = keyColumns;
    this.#spanMicros = spanMicros;
  }

  /** How many values are held. */
  get size(): number {
    return [...this.#spans.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** The number of the span that holds a time. */
  numberOf(timeMicros: number): number {
    return Math.floor(timeMicros / this.#spanMicros);
  }

  /** When the span that holds a time is over. */
  endOf(timeMicros: number): number {
    return (this.numberOf(timeMicros) + 1) * this.#spanMicros;
  }

  get(span: number, key: readonly KeyCell[]): V | undefined {
    return this.#spans.get(span)?.get(key);
  }

  /** Adds the value of a key that has none in this span. */
  add(span: number, key: readonly KeyCell[], value: V): void {
    let values = this.#spans.get(span);
    if (values === undefined) this.#spans.set(span, (values = new KeyMap(this.#keyColumns)));
    values.add(key, value);
  }

  /** Forgets the spans that end before a time. */
  forgetBefore(timeMicros: number): void {
    const first = this.numberOf(timeMicros);
    if (first <= this.#firstSpan) return;
    // Visit the spans that event time has passed or the spans that exist, whichever are fewer.
    if (first - this.#firstSpan < this.#spans.size)
      for (let span = this.#firstSpan; span < first; span++) this.#spans.delete(span);
    else for (const span of this.#spans.keys()) if (span < first) this.#spans.delete(span);
    this.#firstSpan = first;
  }
}
