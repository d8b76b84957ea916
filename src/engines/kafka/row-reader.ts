import type { Message } from '@platformatic/kafka';
import { readTopic } from './read-topic.ts';
import type { Topics } from './topics.ts';

/** A row as it came, and when, on the clock that all processes share. */
export interface ReadRow {
  readonly text: Buffer;
  readonly nanos: bigint;
}

/** Reads the output topic from its beginning, and notes when each row could be read. */
export class RowReader {
  #waiting: ReadRow[] = [];

  async start(topics: Topics, onError: (error: Error) => void): Promise<void> {
    const onMessage = ({ value }: Message): void => {
      const nanos = process.hrtime.bigint();
      // A null is a row that was deleted, which no plan does.
      if ((value as Buffer | null) !== null) this.#waiting.push({ text: value, nanos });
    };
    await readTopic({ connection: topics, topic: topics.output, reader: 'consumer' }, onMessage, onError);
  }

  /** How many rows were not taken yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  take(): readonly ReadRow[] {
    const rows = this.#waiting;
    this.#waiting = [];
    return rows;
  }
}
