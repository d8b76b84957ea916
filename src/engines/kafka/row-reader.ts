import type { Message } from '@platformatic/kafka';
import { readTopic } from './read-topic.ts';
import type { ReadLateness } from './read-lateness.ts';
import type { Topics } from './topics.ts';

/** A row as it came, and when, on the clock that all processes share. */
export interface ReadRow {
  readonly text: Buffer;
  readonly nanos: bigint;
  /** Of the reading, as `ReadLateness` counts it. */
  readonly look: number;
}

/** Reads the output topic from its beginning, and notes when each row could be read. */
export class RowReader {
  readonly #lateness: ReadLateness;
  #rows: ReadRow[] = [];
  #next = 0;

  constructor(lateness: ReadLateness) {
    this.#lateness = lateness;
  }

  async start({ bootstrap, output: topic }: Topics, onError: (error: Error) => void): Promise<void> {
    const onMessage = ({ value }: Message): void => {
      const nanos = process.hrtime.bigint();
      // A null is a row that was deleted, which no plan does.
      if ((value as Buffer | null) !== null) this.#rows.push({ text: value, nanos, look: this.#lateness.look });
    };
    await readTopic({ bootstrap, topic, reader: 'consumer' }, onMessage, onError);
  }

  /** How many rows were not taken yet. */
  get waiting(): number {
    return this.#rows.length - this.#next;
  }

  /** The next row whose lateness is known; undefined if there is none. */
  take(): ReadRow | undefined {
    const row = this.#rows[this.#next] as ReadRow | undefined;
    if (row === undefined || row.look >= this.#lateness.look) return undefined;
    this.#next++;
    if (this.#next === this.#rows.length) [this.#rows, this.#next] = [[], 0];
    return row;
  }
}
