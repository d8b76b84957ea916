import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { StreamBenchError } from '../../errors.ts';
import { Child, endInWords } from '../../processes/child.ts';
import { makeTemporaryFolder } from '../../processes/temporary-folder.ts';
import type { UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { Broker } from './broker.ts';
import type { JobRequest, RunningJob, StartJob } from './job.ts';
import type { FromConsumer, FromProducer, HarnessRequest, ReadyUnit, ToConsumer, ToProducer } from './messages.ts';
import { createTopics, deleteTopics, type Topics } from './topics.ts';

/** An engine needs up to a minute to its first row, and more beside other programs. */
const firstRowLimitMs = 150_000;
/** After the last record, a job that shows nothing new for so long will show nothing more. */
const quietLimitMs = 5000;
/** The consumer says every 20 ms what it has seen. */
const silenceLimitMs = 8000;
const preparingLimitMs = 120_000;
const reportLimitMs = 60_000;
/** Between two looks at the memory of a job. */
const usageMs = 200;

const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

export interface HarnessContext {
  readonly broker: Broker;
  /** Folder in which the job's folder is made. */
  readonly temporary: string;
  readonly partitions: number;
  /** Whether the job copies records, whatever the workload's plan is; absent: no. */
  readonly isCopied?: boolean;
  readonly signal: AbortSignal;
}

/**
 * Measures a unit of a job between two topics: a producer sends each record at its intended arrival, a consumer notes
 * when its effect can be read. Both are processes of their own, and so are the broker and the job.
 *
 * @throws StreamBenchError if one of them ends early, or no row comes
 */
export async function measureJob(spec: UnitSpec, startJob: StartJob, context: HarnessContext): Promise<UnitReport> {
  const { broker, signal, partitions, isCopied = false } = context;
  const id = randomUUID();
  const topics: Topics = { bootstrap: broker.bootstrap, input: `in-${id}`, output: `out-${id}`, partitions };
  const request: HarnessRequest = { spec, topics, isCopied };
  const folder = makeTemporaryFolder(context.temporary);
  await createTopics(topics);
  const [producer, consumer] = ['producer', 'consumer'].map((name) => new HarnessChild(name, request));
  let running: RunningJob | undefined;
  try {
    const failures = failureOf([producer, consumer], broker, signal);
    const start = async (ofJob: JobRequest): Promise<RunningJob> => startJob(ofJob, folder);
    running = await Promise.race([prepared(request, producer, consumer, start), failures]);
    return await Promise.race([
      measured(running, producer, consumer),
      failures,
      running.job.lost.then((error) => Promise.reject(error)),
    ]);
  } finally {
    await running?.job.stop();
    await Promise.all([producer.stop(), consumer.stop()]);
    await deleteTopics(topics).catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rejects when one of the processes that a unit needs is gone, or the user interrupts. */
async function failureOf(children: readonly HarnessChild[], broker: Broker, signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([
    aborted,
    broker.lost.then((error) => Promise.reject(error)),
    ...children.map(async ({ failure }) => Promise.reject(await failure)),
  ]);
}

/** Computes the records, starts the job, and waits for its first row. */
async function prepared(
  request: HarnessRequest,
  producer: HarnessChild,
  consumer: HarnessChild,
  startJob: (request: JobRequest) => Promise<RunningJob>,
): Promise<RunningJob> {
  const [ready] = await within(preparingLimitMs, 'its records', Promise.all([producer.ready, consumer.ready]));
  if (ready.untilFirstRow === 0) {
    const what = 'no record of the unit makes a row, so nothing can be seen of it';
    throw new StreamBenchError({ kind: 'input', what, remedy: 'Raise --rate or --duration.' });
  }
  const running = await startJob({ ...request, records: ready.records });
  producer.send({ kind: 'send first', records: ready.untilFirstRow });
  const firstRow = consumer.until(({ rows }) => rows > 0);
  const lost = running.job.lost.then((error) => Promise.reject(error));
  try {
    await Promise.race([within(firstRowLimitMs, 'its first row', firstRow), lost]);
    return running;
  } catch (error) {
    await running.job.stop();
    throw error;
  }
}

async function measured(
  { job, guarantee }: RunningJob,
  producer: HarnessChild,
  consumer: HarnessChild,
): Promise<UnitReport> {
  const warmedUp = producer.next('warmed up');
  await started(producer, consumer);
  await warmedUp;
  // A job that has not caught up would be measured with what its start has piled up.
  await drained(consumer, ({ missingOfWarmUp }) => missingOfWarmUp);
  const done = producer.next('done');
  await started(producer, consumer);
  const before = job.usage();
  let peakRssBytes = 0;
  const watching = setInterval(() => (peakRssBytes = Math.max(peakRssBytes, job.usage()?.rssBytes ?? 0)), usageMs);
  try {
    const { lateMicros } = await done;
    await drained(consumer, ({ missing }) => missing);
    const after = job.usage();
    const cpuNanos = before === null || after === null ? null : after.cpuNanos - before.cpuNanos;
    const usage = { cpuNanos, peakRssBytes: peakRssBytes === 0 ? null : peakRssBytes, stolenMicros: null };
    consumer.send({ kind: 'report', guarantee, ...usage, producerLateMicros: lateMicros });
    return (await within(reportLimitMs, 'its report', consumer.next('report'))).report;
  } finally {
    clearInterval(watching);
  }
}

async function started(producer: HarnessChild, consumer: HarnessChild): Promise<void> {
  const start = producer.next('started');
  producer.send({ kind: 'start' });
  const { originNanos } = await start;
  consumer.send({ kind: 'started', originNanos });
}

/** Waits until all effects were seen, or nothing new is. */
async function drained(consumer: HarnessChild, missingOf: (seen: Of<'seen'>) => number): Promise<void> {
  let [missing, changedMs] = [Infinity, performance.now()];
  while (performance.now() - changedMs < quietLimitMs) {
    const left = missingOf(await within(silenceLimitMs, 'a word of its consumer', consumer.next('seen')));
    if (left === 0) return;
    if (left < missing) [missing, changedMs] = [left, performance.now()];
  }
}

async function within<Value>(limitMs: number, what: string, wait: Promise<Value>): Promise<Value> {
  const late = setTimeout(limitMs, undefined, { ref: false }).then(() => {
    const problem = { kind: 'environment', what: `a unit has waited ${limitMs / 1000} s for ${what}` } as const;
    throw new StreamBenchError({ ...problem, remedy: 'Look with stream-bench doctor whether the machine is busy.' });
  });
  return Promise.race([wait, late]);
}

type Received = FromProducer | FromConsumer;
type Of<Kind extends Received['kind']> = Extract<Received, { kind: Kind }>;

/** A process of the harness. */
class HarnessChild {
  readonly ready: Promise<ReadyUnit>;
  /** Resolves if it fails, or ends before it is stopped. */
  readonly failure: Promise<Error>;
  readonly #child: Child;
  readonly #waiting = new Map<string, (message: never) => void>();
  #isStopped = false;

  constructor(name: string, request: HarnessRequest) {
    this.#child = new Child(new URL(`./${name}-process${extension}`, import.meta.url), { serialization: 'advanced' });
    const [failure, ready] = [Promise.withResolvers<Error>(), Promise.withResolvers<ReadyUnit>()];
    this.failure = failure.promise;
    this.ready = ready.promise;
    void this.#child.ended.then((end) => {
      if (this.#isStopped) return;
      const what = `the ${name} of a unit ${endInWords(end)}`;
      failure.resolve(new StreamBenchError({ kind: 'environment', what }));
    });
    this.#child.onMessage((received) => {
      const message = received as Received | null;
      // A message of the pipeline file's own.
      if (message?.kind === undefined) return;
      if (message.kind === 'failed') failure.resolve(new StreamBenchError(message.problem, new Error(message.stack)));
      if (message.kind === 'ready') ready.resolve(message);
      this.#waiting.get(message.kind)?.(message as never);
    });
    this.#child.send(request);
  }

  send(message: ToProducer | ToConsumer): void {
    this.#child.send(message);
  }

  /** The next message of that kind. */
  async next<Kind extends Received['kind']>(kind: Kind): Promise<Of<Kind>> {
    return new Promise((resolve) => this.#waiting.set(kind, resolve));
  }

  async until(condition: (seen: Of<'seen'>) => boolean): Promise<void> {
    while (!condition(await this.next('seen')));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#child.kill();
    await this.#child.ended;
  }
}
