import { Producer, type Consumer, type Message } from '@platformatic/kafka';
import { epochMs, isTransaction, type CommitPolicy } from '../../executors/commit-policy.ts';
import { requestsOf } from '../kafka/broker/requests.ts';
import { clientOptions, compression } from '../kafka/broker/settings.ts';
import type { Topics } from '../kafka/broker/topics.ts';

/** Writes the rows of a job, and commits the offsets of the records behind them. */
export interface RowOutput {
  /** @param last the last record that was read for these rows */
  write(rows: readonly Buffer[], last: Message): Promise<void>;
  /** Until what was written must be committed, though no record comes; Infinity where that can wait for one. */
  untilDueMs(): number;
  commit(): Promise<void>;
}

/**
 * While the broker still ends a transaction, the next one cannot begin. The client would try again after a second, that
 * of Java after 20 ms: TransactionManager.ADD_PARTITIONS_RETRY_BACKOFF_MS.
 */
const retryMs = 2;
/** A busy broker takes longer than the three tries of the client. */
const retryForMs = 10_000;

/**
 * The producer of the rows. It has ended the transaction of a job before it that was killed: only then are the offsets
 * known from which this one goes on.
 */
export async function rowProducer(topics: Topics, commit: CommitPolicy, member: number): Promise<Producer> {
  const producer = new Producer({
    ...clientOptions(topics, 'job'),
    compression,
    // A request that is sent again puts its rows into the topic once. It acknowledges by all replicas.
    idempotent: true,
    // With the name of another process it would end the transactions of that one.
    transactionalId: `${topics.output}-job-${member}`,
    // None yet, as the protocol writes it. The client would write 0, and be refused after a job that was killed.
    producerId: -1n,
    producerEpoch: -1,
    retryDelay: retryMs,
    retries: retryForMs / retryMs,
  });
  if (isTransaction(commit)) await (await producer.beginTransaction()).cancel();
  return producer;
}

/** @param consumer the member of the group that reads the records */
export function rowOutput(producer: Producer, consumer: Consumer, topics: Topics, commit: CommitPolicy): RowOutput {
  const outputTo = { producer, topic: topics.output, epoch: epochMs(commit), consumer };
  return isTransaction(commit) ? new TransactionOutput(outputTo) : new OffsetOutput(outputTo, commit !== 'none');
}

type Transaction = Awaited<ReturnType<Producer['beginTransaction']>>;

interface OutputTo {
  readonly producer: Producer;
  readonly topic: string;
  /** Time between commits; null: with each invocation. */
  readonly epoch: number | null;
  readonly consumer: Consumer;
}

/** Commits offsets once the rows are there: after a failure in between, rows would come again. */
class OffsetOutput implements RowOutput {
  readonly #to: OutputTo;
  readonly #commits: boolean;
  #committedMs = performance.now();

  constructor(to: OutputTo, commits: boolean) {
    this.#to = to;
    this.#commits = commits;
  }

  async write(rows: readonly Buffer[], last: Message): Promise<void> {
    const { producer, epoch } = this.#to;
    await Promise.all(requestsFor(rows, last, this.#to).map(async (messages) => producer.send({ messages })));
    const isDue = epoch === null || performance.now() - this.#committedMs >= epoch;
    if (!this.#commits || !isDue) return;
    await last.commit();
    this.#committedMs = performance.now();
  }

  untilDueMs(): number {
    return Infinity;
  }

  async commit(): Promise<void> {}
}

/** Rows and offsets in one transaction: after a failure either both are there or none. */
class TransactionOutput implements RowOutput {
  readonly #to: OutputTo;
  #open: { readonly transaction: Transaction; readonly dueMs: number; last: Message } | undefined;

  constructor(to: OutputTo) {
    this.#to = to;
  }

  async write(rows: readonly Buffer[], last: Message): Promise<void> {
    const { producer, epoch } = this.#to;
    const dueMs = performance.now() + (epoch ?? 0);
    this.#open ??= { transaction: await producer.beginTransaction(), dueMs, last };
    this.#open.last = last;
    const { transaction } = this.#open;
    for (const messages of requestsFor(rows, last, this.#to)) await transaction.send({ messages });
    if (this.untilDueMs() <= 0) await this.commit();
  }

  untilDueMs(): number {
    return this.#open === undefined ? Infinity : this.#open.dueMs - performance.now();
  }

  async commit(): Promise<void> {
    if (this.#open === undefined) return;
    const { transaction, last } = this.#open;
    await transaction.addConsumer(this.#to.consumer);
    await transaction.addOffset(last);
    await transaction.commit();
    this.#open = undefined;
  }
}

/** Rows go to the partition of their records, so that those of a group stay in their order. */
function requestsFor(rows: readonly Buffer[], { partition }: Message, { topic }: OutputTo) {
  return requestsOf(rows.map((value) => ({ topic, partition, value })));
}
