import { randomUUID } from 'node:crypto';
import type { Message } from '@platformatic/kafka';
import { readTopic } from '../broker/read-topic.ts';
import type { Noted, ReadLateness } from './read-lateness.ts';
import type { Topics } from '../broker/topics.ts';

/** A row as it came, and when, on the clock that all processes share. */
export interface ReadRow {
  readonly text: Buffer;
  /** Texts by their names. */
  readonly headers: ReadonlyMap<string, string>;
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

  async start(topics: Topics, onError: (error: Error) => void): Promise<void> {
    const onMessage = ({ value, headers }: Message): void => {
      const nanos = process.hrtime.bigint();
      // A null is a row that was deleted, which no plan does.
      const { noted } = this.#lateness;
      if ((value as Buffer | null) !== null) this.#rows.push({ text: value, headers: textsOf(headers), nanos, noted });
    };
    const onAnswer = (): void => this.#lateness.answered(process.hrtime.bigint());
    // Units may have topics of the same names, and a group remembers its members for a while.
    const reader = `consumer-${randomUUID()}`;
    await readTopic({ connection: topics, topic: topics.output, reader }, onMessage, onError, onAnswer);
  }

  /** How many rows were not taken yet. */
  get waiting(): number {
    return this.#rows.length - this.#next;
  }

  /** The next row; undefined where none is waiting. */
  get first(): ReadRow | undefined {
    return this.#rows[this.#next];
  }

  /** The next row whose lateness is known; undefined if there is none. */
  take(): ReadRow | undefined {
    const row = this.first;
    if (row === undefined || row.noted.in >= this.#lateness.look) return undefined;
    this.#next++;
    if (this.#next === this.#rows.length) [this.#rows, this.#next] = [[], 0];
    return row;
  }
}

const noHeaders: ReadonlyMap<string, string> = new Map();

function textsOf(headers: Message['headers']): ReadonlyMap<string, string> {
  if (headers.size === 0) return noHeaders;
  return new Map([...headers].map(([name, text]) => [name.toString(), text.toString()]));
}
