import type { Message } from '@platformatic/kafka';
import { readTopic } from './read-topic.ts';
import type { Noted, ReadLateness } from './read-lateness.ts';
import type { Topics } from './topics.ts';

/** A row as it came, and when, on the clock that all processes share. */
export interface ReadRow {
  readonly text: Buffer;
  readonly nanos: bigint;
  readonly noted: Noted;
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
      if ((value as Buffer | null) !== null) this.#rows.push({ text: value, nanos, noted: this.#lateness.noted });
    };
    const onAnswer = (): void => this.#lateness.answered(process.hrtime.bigint());
    await readTopic({ bootstrap, topic, reader: 'consumer' }, onMessage, onError, onAnswer);
  }

  /** How many rows were not taken yet. */
  get waiting(): number {
    return this.#rows.length - this.#next;
  }

  /** The next row whose lateness is known; undefined if there is none. */
  take(): ReadRow | undefined {
    const row = this.#rows[this.#next] as ReadRow | undefined;
    if (row === undefined || row.noted.in >= this.#lateness.look) return undefined;
    this.#next++;
    if (this.#next === this.#rows.length) [this.#rows, this.#next] = [[], 0];
    return row;
  }
}
