import { Consumer } from '@platformatic/kafka';
import { clientOptions, fetchMaxWaitMs } from './settings.ts';
import type { Topics } from './topics.ts';

/** A row as it came, and when, on the clock that all processes share. */
export interface ReadRow {
  readonly text: Buffer;
  readonly nanos: bigint;
}

/** Reads the output topic from its beginning, and notes when each row could be read. */
export class RowReader {
  #waiting: ReadRow[] = [];

  async start({ bootstrap, output }: Topics): Promise<void> {
    const consumer = new Consumer({
      ...clientOptions(bootstrap, 'consumer'),
      groupId: `${output}-reader`,
      maxWaitTime: fetchMaxWaitMs,
      minBytes: 1,
      autocommit: false,
    });
    const stream = await consumer.consume({ topics: [output], mode: 'earliest' });
    stream.on('data', ({ value }) => {
      const nanos = process.hrtime.bigint();
      // A null is a row that was deleted, which no plan does.
      if ((value as Buffer | null) !== null) this.#waiting.push({ text: value, nanos });
    });
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
