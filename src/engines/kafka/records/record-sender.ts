import { Producer } from '@platformatic/kafka';
import { StreamBenchError } from '../../../errors.ts';
import { innermostMessage } from '../broker/client-error.ts';
import { requestsOf } from '../broker/requests.ts';
import { acks, clientOptions, compression } from '../broker/settings.ts';
import type { Topics } from '../broker/topics.ts';

/** Requests that wait for the broker. With more, the harness would be the limit, and its lateness tells so. */
const mostRequests = 64;

/** Topics that have just been created may not be known everywhere. */
const connectingTries = 3;

interface SentMessage {
  readonly topic: string;
  readonly partition: number;
  readonly value: Buffer;
  readonly key?: Buffer;
  readonly headers?: Map<Buffer, Buffer>;
}

/** What is sent of records, by their numbers. */
export interface SentRecords {
  readonly values: readonly Buffer[];
  readonly partitions: Uint16Array;
  readonly keys?: readonly Buffer[] | undefined;
  /** The header that takes the number of a record; absent: none does. */
  readonly numberHeader?: string | undefined;
}

/** Sends records that were written before, without waiting for the broker. */
export class RecordSender {
  readonly #topics: Topics;
  readonly #records: SentRecords;
  readonly #producer: Producer;
  readonly #open = new Set<Promise<void>>();
  #failure: Error | undefined;

  constructor(topics: Topics, records: SentRecords) {
    this.#topics = topics;
    this.#records = records;
    // Not tried again: a request whose answer was lost would put its records into the topic twice.
    this.#producer = new Producer({ ...clientOptions(topics, 'producer'), acks, compression, retries: 0 });
  }

  /** Finds out which broker takes the records, so that the first one need not wait for that. */
  async connect(): Promise<void> {
    await this.#producer.metadata({ topics: [this.#topics.input], retries: connectingTries });
  }

  /** Sends the records [from, to), in one request if they are few. */
  send(from: number, to: number): void {
    const messages = Array.from({ length: to - from }, (_, index) => this.#message(from + index));
    for (const request of requestsOf(messages)) {
      const open: Promise<void> = this.#producer.send({ messages: request }).then(
        () => {},
        (error: unknown) => {
          this.#failure ??= error instanceof Error ? error : new Error(String(error));
        },
      );
      this.#open.add(open);
      void open.finally(() => this.#open.delete(open));
    }
  }

  #message(record: number): SentMessage {
    const { values, partitions, keys, numberHeader } = this.#records;
    return {
      topic: this.#topics.input,
      partition: partitions[record],
      value: values[record],
      ...(keys !== undefined && { key: keys[record] }),
      ...(numberHeader !== undefined && { headers: new Map([[Buffer.from(numberHeader), Buffer.from(`${record}`)]]) }),
    };
  }

  /** Waits while too many requests are open. Throws if one has failed. */
  async untilFree(): Promise<void> {
    while (this.#open.size >= mostRequests) await Promise.race(this.#open);
    this.#check();
  }

  async untilAcknowledged(): Promise<void> {
    await Promise.all(this.#open);
    this.#check();
  }

  #check(): void {
    if (this.#failure === undefined) return;
    const what = `a record could not be sent: ${innermostMessage(this.#failure)}`;
    throw new StreamBenchError({ kind: 'environment', what, where: this.#topics.bootstrap }, this.#failure);
  }
}
