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
import type { BlackBox } from './black-box/black-box.ts';
import { committedLag } from './black-box/committed-lag.ts';
import { createTopics, deleteTopics, type Topics } from './topics.ts';

/** An engine needs up to a minute to its first row, and more beside other programs. */
const firstRowLimitMs = 150_000;
const deletingLimitMs = 5000;
/** The consumer says every 20 ms what it has seen. */
const silenceLimitMs = 8000;
const preparingLimitMs = 120_000;
const reportLimitMs = 60_000;
/** Where nobody knows which record makes a row: the first ones are spread over that time, no closer than the second. */
const [gradualMs, leastGradualMs] = [60_000, 100];
/** Kafka Streams commits every 30 s. */
const mostLagMs = 30_000;
const lagMs = 5000;
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
  /** What is known of the job, if it runs no plan of ours. */
  readonly box?: BlackBox | undefined;
  /** Names of topics that the job expects; absent: each unit has names of its own. */
  readonly topicNames?: Partial<Pick<Topics, 'input' | 'output'>> | undefined;
  /** How long to wait for the first row; absent: as long as any engine needs. */
  readonly firstRowLimitMs?: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Measures a unit of a job between two topics: a producer sends each record at its intended arrival, a consumer notes
 * when its effect can be read. Both are processes of their own, and so are the broker and the job.
 *
 * @throws StreamBenchError if one of them ends early, or no row comes
 */
export async function measureJob(spec: UnitSpec, startJob: StartJob, context: HarnessContext): Promise<UnitReport> {
  const { broker, signal, partitions, isCopied = false, box, topicNames } = context;
  signal.throwIfAborted();
  const id = randomUUID();
  const names = { input: `in-${id}`, output: `out-${id}`, ...topicNames };
  const topics: Topics = { bootstrap: broker.bootstrap, ...names, partitions };
  const folder = makeTemporaryFolder(context.temporary);
  const unit = new AbortController();
  const children: HarnessChild[] = [];
  let starting: Promise<RunningJob> | undefined;
  let isCreated = false;
  try {
    const failure = failureOf(broker, signal, unit.signal);
    await Promise.race([createTopics(topics), failure]);
    isCreated = true;
    const request: HarnessRequest = { spec, topics, isCopied, box };
    const [producer, consumer] = ['producer', 'consumer'].map((name) => new HarnessChild(name, request));
    children.push(producer, consumer);
    const start = async (ofJob: JobRequest): Promise<RunningJob> => {
      starting = startJob(ofJob, folder);
      return starting;
    };
    const harness: Harness = { request, producer, consumer, ended: unit.signal };
    const report = prepared(harness, start, context.firstRowLimitMs).then(async (running) =>
      measured(running, harness),
    );
    return await Promise.race([report, failure, ...children.map(async (child) => Promise.reject(await child.failure))]);
  } finally {
    // Whatever still waits for one of them waits in vain, and holds nothing.
    unit.abort();
    await Promise.all(children.map(async (child) => child.stop()));
    const running = await starting?.catch(() => undefined);
    await running?.job.stop();
    // A topic that was there before belongs to somebody else.
    const cleared = isCreated ? clearTopics(context, topics) : undefined;
    await Promise.race([cleared, setTimeout(deletingLimitMs, undefined, { ref: false })]);
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

/** Deletes the topics of a unit; of a job that runs no plan of ours also what it has made itself on our broker. */
async function clearTopics({ broker, box }: HarnessContext, topics: Topics): Promise<void> {
  await deleteTopics(topics).catch(() => {});
  if (box !== undefined) await broker.clear?.().catch(() => {});
}

/** The processes of a unit beside its job, and what they know. */
interface Harness {
  readonly request: HarnessRequest;
  readonly producer: HarnessChild;
  readonly consumer: HarnessChild;
  /** Aborted when the unit has ended. */
  readonly ended: AbortSignal;
}

/** Computes the records, starts the job, and waits for its first row. */
async function prepared(
  { request, producer, consumer, ended }: Harness,
  startJob: (request: JobRequest) => Promise<RunningJob>,
  limitMs = firstRowLimitMs,
): Promise<RunningJob> {
  const [ready] = await within(preparingLimitMs, 'its records', Promise.all([producer.ready, consumer.ready]));
  const { untilFirstRow, measuredFrom } = ready;
  // Where nobody knows which record makes the first row, half of the warm-up may be sent for it.
  const most = untilFirstRow ?? Math.floor(measuredFrom / 2);
  if (most === 0 || most > measuredFrom) throw noFirstRow(untilFirstRow === null);
  const running = await startJob({ ...request, records: ready.records });
  const firstRow = consumer.until(({ rows }) => rows > 0);
  if (untilFirstRow === null) sendGradually(producer, most, AbortSignal.any([ended, settled(firstRow)]));
  else producer.send({ kind: 'send first', records: most });
  const silent = request.box === undefined ? undefined : silentJob(running, limitMs);
  await Promise.race([within(limitMs, 'its first row', firstRow, silent), lostOf(running)]);
  return running;
}

function noFirstRow(isUnknown: boolean): StreamBenchError {
  const what = isUnknown
    ? 'the warm-up has fewer than two records, so nobody can see when the job is ready'
    : 'no record of the warm-up makes a row, so nobody can see when the job is ready';
  return new StreamBenchError({ kind: 'input', what, remedy: 'Raise --rate.' });
}

/** Sends the first records bit by bit: a job that begins with the latest one misses those before it was there. */
function sendGradually(producer: HarnessChild, most: number, until: AbortSignal): void {
  const everyMs = Math.max(leastGradualMs, gradualMs / most);
  const step = Math.ceil((most * everyMs) / gradualMs);
  let sent = 0;
  const send = (): void => {
    if (sent === most) return;
    sent = Math.min(most, sent + step);
    producer.send({ kind: 'send first', records: sent });
  };
  send();
  const sending = setInterval(send, everyMs);
  until.addEventListener('abort', () => clearInterval(sending));
}

function settled(promise: Promise<unknown>): AbortSignal {
  const controller = new AbortController();
  void promise.finally(() => controller.abort());
  return controller.signal;
}

function silentJob({ job }: RunningJob, limitMs: number): () => StreamBenchError {
  return () => {
    const line = job.lastLine?.();
    const said = line === undefined ? '' : `; the last line that it printed: ${line}`;
    const what = `the job has put out no row within ${limitMs / 1000} s${said}`;
    const remedy =
      'Look whether it reads {in} and writes {out}, from the beginning, with its checkpoint in {folder}; ' +
      '--unit-timeout waits longer.';
    return new StreamBenchError({ kind: 'input', what, remedy });
  };
}

/** Rejects if the job ends by itself. */
async function lostOf({ job }: RunningJob): Promise<never> {
  return Promise.reject(await job.lost);
}

async function measured(running: RunningJob, harness: Harness): Promise<UnitReport> {
  return Promise.race([lostOf(running), measuredWhole(running, harness)]);
}

async function measuredWhole({ job, guarantee }: RunningJob, harness: Harness): Promise<UnitReport> {
  const { producer, consumer, ended } = harness;
  const { endMs } = await producer.ready;
  const sendingLimitMs = endMs + reportLimitMs;
  const warmedUp = producer.next('warmed up');
  await started(producer, consumer);
  await within(sendingLimitMs, 'its warm-up', warmedUp);
  // A job that has not caught up would be measured with what its start has piled up.
  await drained(harness, ({ missingOfWarmUp }) => missingOfWarmUp);
  const done = producer.next('done');
  await started(producer, consumer);
  const before = job.usage();
  let peakRssBytes = 0;
  const watching = setInterval(() => (peakRssBytes = Math.max(peakRssBytes, job.usage()?.rssBytes ?? 0)), usageMs);
  watching.unref();
  ended.addEventListener('abort', () => clearInterval(watching));
  const { lateMicros } = await within(sendingLimitMs, 'its records to be sent', done);
  await drained(harness, ({ missing }) => missing);
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

/**
 * Waits until all effects were seen, or nothing new is. A job of which nobody knows what it has to show, and that
 * commits offsets, has longer for what it has not committed.
 */
async function drained(
  { request: { box, topics }, producer, consumer }: Harness,
  missingOf: (seen: Of<'seen'>) => number,
): Promise<void> {
  const { quietMs } = await producer.ready;
  let [missing, changedMs, limitMs] = [Infinity, performance.now(), quietMs];
  for (;;) {
    const left = missingOf(await within(silenceLimitMs, 'a word of its consumer', consumer.next('seen')));
    if (left === 0) return;
    if (left < missing) [missing, changedMs, limitMs] = [left, performance.now(), quietMs];
    if (performance.now() - changedMs < limitMs) continue;
    if (box === undefined || limitMs > quietMs + mostLagMs) return;
    const lag = await committedLag(topics).catch(() => null);
    if (lag === null || lag === 0) return;
    limitMs += lagMs;
  }
}

async function within<Value>(
  limitMs: number,
  what: string,
  wait: Promise<Value>,
  errorOf: () => StreamBenchError = () => waitedInVain(limitMs, what),
): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimer(() => late.reject(errorOf()), limitMs);
  timer.unref();
  try {
    return await Promise.race([wait, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function waitedInVain(limitMs: number, what: string): StreamBenchError {
  return new StreamBenchError({
    kind: 'environment',
    what: `a unit has waited ${limitMs / 1000} s for ${what}`,
    remedy: 'Look with stream-bench doctor whether the machine is busy.',
  });
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
