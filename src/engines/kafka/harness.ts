import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as setTimer } from 'node:timers';
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
const deletingLimitMs = 5000;
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
  signal.throwIfAborted();
  const id = randomUUID();
  const { bootstrap, security, replicas } = broker;
  const topics: Topics = { bootstrap, security, input: `in-${id}`, output: `out-${id}`, partitions };
  const folder = makeTemporaryFolder(context.temporary);
  const unit = new AbortController();
  const children: HarnessChild[] = [];
  let starting: Promise<RunningJob> | undefined;
  try {
    const failure = failureOf(broker, signal, unit.signal);
    await Promise.race([createTopics(topics, replicas), failure]);
    const request: HarnessRequest = { spec, topics, isCopied };
    const [producer, consumer] = ['producer', 'consumer'].map((name) => new HarnessChild(name, request));
    children.push(producer, consumer);
    const start = async (ofJob: JobRequest): Promise<RunningJob> => {
      starting = startJob(ofJob, folder);
      return starting;
    };
    const report = prepared(request, producer, consumer, start).then(async (running) =>
      measured(running, producer, consumer, unit.signal),
    );
    return await Promise.race([report, failure, ...children.map(async (child) => Promise.reject(await child.failure))]);
  } finally {
    // Whatever still waits for one of them waits in vain, and holds nothing.
    unit.abort();
    await Promise.all(children.map(async (child) => child.stop()));
    const running = await starting?.catch(() => undefined);
    await running?.job.stop();
    await Promise.race([deleteTopics(topics).catch(() => {}), setTimeout(deletingLimitMs, undefined, { ref: false })]);
    // What cannot be removed now is cleared away at the next start.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => {});
  }
}

/** Rejects when the broker is gone, or the user interrupts. */
async function failureOf(broker: Broker, signal: AbortSignal, ended: AbortSignal): Promise<never> {
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true, signal: ended });
    if (signal.aborted) reject(signal.reason as Error);
  });
  return Promise.race([interrupted, broker.lost.then(async (error) => Promise.reject(error))]);
}

/** Computes the records, starts the job, and waits for its first row. */
async function prepared(
  request: HarnessRequest,
  producer: HarnessChild,
  consumer: HarnessChild,
  startJob: (request: JobRequest) => Promise<RunningJob>,
): Promise<RunningJob> {
  const [ready] = await within(preparingLimitMs, 'its records', Promise.all([producer.ready, consumer.ready]));
  if (ready.untilFirstRow === 0 || ready.untilFirstRow > ready.measuredFrom) {
    const what = 'no record of the warm-up makes a row, so nobody can see when the job is ready';
    throw new StreamBenchError({ kind: 'input', what, remedy: 'Raise --rate.' });
  }
  const running = await startJob({ ...request, records: ready.records });
  producer.send({ kind: 'send first', records: ready.untilFirstRow });
  const firstRow = within(
    firstRowLimitMs,
    'its first row',
    consumer.until(({ rows }) => rows > 0),
  );
  await Promise.race([firstRow, lostOf(running)]);
  return running;
}

/** Rejects if the job ends by itself. */
async function lostOf({ job }: RunningJob): Promise<never> {
  return Promise.reject(await job.lost);
}

async function measured(
  running: RunningJob,
  producer: HarnessChild,
  consumer: HarnessChild,
  ended: AbortSignal,
): Promise<UnitReport> {
  return Promise.race([lostOf(running), measuredWhole(running, producer, consumer, ended)]);
}

async function measuredWhole(
  { job, guarantee }: RunningJob,
  producer: HarnessChild,
  consumer: HarnessChild,
  ended: AbortSignal,
): Promise<UnitReport> {
  const { endMs, quietMs } = await producer.ready;
  const sendingLimitMs = endMs + reportLimitMs;
  const warmedUp = producer.next('warmed up');
  await started(producer, consumer);
  await within(sendingLimitMs, 'its warm-up', warmedUp);
  // A job that has not caught up would be measured with what its start has piled up.
  await drained(consumer, quietMs, ({ missingOfWarmUp }) => missingOfWarmUp);
  const done = producer.next('done');
  await started(producer, consumer);
  const before = job.usage();
  let peakRssBytes = 0;
  const watching = setInterval(() => (peakRssBytes = Math.max(peakRssBytes, job.usage()?.rssBytes ?? 0)), usageMs);
  watching.unref();
  ended.addEventListener('abort', () => clearInterval(watching));
  const { lateMicros } = await within(sendingLimitMs, 'its records to be sent', done);
  await drained(consumer, quietMs, ({ missing }) => missing);
  const after = job.usage();
  const cpuNanos = before === null || after === null ? null : after.cpuNanos - before.cpuNanos;
  const usage = { cpuNanos, peakRssBytes: peakRssBytes === 0 ? null : peakRssBytes, stolenMicros: null };
  consumer.send({ kind: 'report', guarantee, ...usage, producerLateMicros: lateMicros });
  return (await within(reportLimitMs, 'its report', consumer.next('report'))).report;
}

async function started(producer: HarnessChild, consumer: HarnessChild): Promise<void> {
  const start = producer.next('started');
  producer.send({ kind: 'start' });
  const { originNanos } = await start;
  consumer.send({ kind: 'started', originNanos });
}

/** Waits until all effects were seen, or nothing new is. */
async function drained(
  consumer: HarnessChild,
  quietMs: number,
  missingOf: (seen: Of<'seen'>) => number,
): Promise<void> {
  let [missing, changedMs] = [Infinity, performance.now()];
  while (performance.now() - changedMs < quietMs) {
    const left = missingOf(await within(silenceLimitMs, 'a word of its consumer', consumer.next('seen')));
    if (left === 0) return;
    if (left < missing) [missing, changedMs] = [left, performance.now()];
  }
}

async function within<Value>(limitMs: number, what: string, wait: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimer(() => {
    const problem = { kind: 'environment', what: `a unit has waited ${limitMs / 1000} s for ${what}` } as const;
    late.reject(
      new StreamBenchError({ ...problem, remedy: 'Look with stream-bench doctor whether the machine is busy.' }),
    );
  }, limitMs);
  timer.unref();
  try {
    return await Promise.race([wait, late.promise]);
  } finally {
    clearTimeout(timer);
  }
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
      if (this.#isStopped) return;
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
