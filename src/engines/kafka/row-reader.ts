import { randomUUID } from 'node:crypto';
import type { Message } from '@platformatic/kafka';
import { readTopic } from './read-topic.ts';
import type { Topics } from './topics.ts';

/** A row as it came, and when, on the clock that all processes share. */
export interface ReadRow {
  readonly text: Buffer;
  /** Texts by their names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly nanos: bigint;
}

/** Reads the output topic from its beginning, and notes when each row could be read. */
export class RowReader {
  #waiting: ReadRow[] = [];

  async start({ bootstrap, output: topic }: Topics, onError: (error: Error) => void): Promise<void> {
    const onMessage = ({ value, headers }: Message): void => {
      const nanos = process.hrtime.bigint();
      // A null is a row that was deleted, which no plan does.
      if ((value as Buffer | null) !== null) this.#waiting.push({ text: value, headers: textsOf(headers), nanos });
    };
    // Units may have topics of the same names, and a group remembers its members for a while.
    const reader = `consumer-${randomUUID()}`;
    await readTopic({ bootstrap, topic, reader }, onMessage, onError);
  }

  /** How many rows were not taken yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Undefined where none is waiting. */
  get first(): ReadRow | undefined {
    return this.#waiting[0];
  }

  take(): readonly ReadRow[] {
    const rows = this.#waiting;
    this.#waiting = [];
    return rows;
  }
}

const noHeaders: ReadonlyMap<string, string> = new Map();

function textsOf(headers: Message['headers']): ReadonlyMap<string, string> {
  if (headers.size === 0) return noHeaders;
  return new Map([...headers].map(([name, text]) => [name.toString(), text.toString()]));
}
