import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { StreamBenchError } from '../../errors.ts';
import { watchResources } from '../../measurement/machine/resources.ts';
import { makeTemporaryFolder } from '../../processes/temporary-folder.ts';
import type { MeasuringContext } from '../engine.ts';
import {
  draining,
  measuring,
  preparing,
  reporting,
  starting as startingPhase,
  type PreparedRecords,
} from '../schedule/unit-phases.ts';
import { secondsText } from '../slow-units.ts';
import type { UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { Broker } from './broker.ts';
import { HarnessChild, type Of } from './harness-child.ts';
import type { Job, JobRequest, RunningJob, StartJob } from './job.ts';
import type { HarnessRequest, JobUsage } from './messages.ts';
import { createTopics, deleteTopics, type Topics } from './topics.ts';
import { UnitWatch } from './unit-watch.ts';

const deletingLimitMs = 5000;
/** How long it may take to see that the process of a broker has ended. */
const brokerLimitMs = 1000;
/** Between two looks at the memory of a job. */
const usageMs = 200;

export interface HarnessContext extends Pick<MeasuringContext, 'signal' | 'unitTimeoutMs' | 'notify'> {
  readonly broker: Broker;
  /** Folder in which the job's folder is made. */
  readonly temporary: string;
  readonly partitions: number;
  /** Whether the job copies records, whatever the workload's plan is; absent: no. */
  readonly isCopied?: boolean;
  /** What is measured, as the user is told where it takes long; absent: the unit of its configuration. */
  readonly name?: string;
}

/**
 * Measures a unit of a job between two topics: a producer sends each record at its intended arrival, a consumer notes
 * when its effect can be read. Both are processes of their own, and so are the broker and the job.
 *
 * @throws StreamBenchError if one of them ends early, or no row comes
 */
export async function measureJob(spec: UnitSpec, startJob: StartJob, context: HarnessContext): Promise<UnitReport> {
  const { broker, signal, partitions, isCopied = false, notify, name } = context;
  signal.throwIfAborted();
  const id = randomUUID();
  const topics: Topics = { bootstrap: broker.bootstrap, input: `in-${id}`, output: `out-${id}`, partitions };
  const folder = makeTemporaryFolder(context.temporary);
  const ended = new AbortController();
  const watch = new UnitWatch(spec, notify, name);
  const children: HarnessChild[] = [];
  let starting: Promise<RunningJob> | undefined;
  try {
    watch.begin(preparing(spec, context.unitTimeoutMs));
    const failure = Promise.race([failureOf(broker, signal, ended.signal), watch.overdue]);
    await Promise.race([createTopics(topics), failure]);
    const request: HarnessRequest = { spec, topics, isCopied };
    const [producer, consumer] = [new HarnessChild('producer', request), new HarnessChild('consumer', request)];
    children.push(producer, consumer);
    const unit: Unit = { producer, consumer, watch, timeoutMs: context.unitTimeoutMs, ended: ended.signal };
    const start = async (ofJob: JobRequest): Promise<RunningJob> => {
      starting = startJob(ofJob, folder);
      return starting;
    };
    const report = prepared(request, unit, start).then(async (running) =>
      Promise.race([lostOf(running), measured(unit, running)]),
    );
    return await Promise.race([report, failure, ...children.map(async (child) => Promise.reject(await child.failure))]);
  } catch (error) {
    throw await causeOf(error, context);
  } finally {
    // Whatever still waits for one of them waits in vain, and holds nothing.
    ended.abort();
    watch.stop();
    await Promise.all(children.map(async (child) => child.stop()));
    const running = await starting?.catch(() => undefined);
    await running?.job.stop();
    await Promise.race([deleteTopics(topics).catch(() => {}), setTimeout(deletingLimitMs, undefined, { ref: false })]);
    // What cannot be removed now is cleared away at the next start.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => {});
  }
}

/** What a broker brings down with it may be told before its own end is. */
async function causeOf(error: unknown, { broker, signal }: HarnessContext): Promise<unknown> {
  return signal.aborted ? error : Promise.race([broker.lost, setTimeout(brokerLimitMs, error)]);
}

/** What measures a unit. */
interface Unit {
  readonly producer: HarnessChild;
  readonly consumer: HarnessChild;
  readonly watch: UnitWatch;
  readonly timeoutMs: number | undefined;
  /** Aborted when the unit has ended, however. */
  readonly ended: AbortSignal;
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
  { producer, consumer, watch, timeoutMs }: Unit,
  startJob: (request: JobRequest) => Promise<RunningJob>,
): Promise<RunningJob> {
  const [ready] = await Promise.all([producer.ready, consumer.ready]);
  if (ready.untilFirstRow === 0 || ready.untilFirstRow > ready.measuredFrom) {
    const what = 'no record of the warm-up makes a row, so nobody can see when the job is ready';
    throw new StreamBenchError({ kind: 'input', what, remedy: 'Raise --rate.' });
  }
  watch.begin(startingPhase(timeoutMs));
  const running = await startJob({ ...request, records: ready.records });
  producer.send({ kind: 'send first', records: ready.untilFirstRow });
  await Promise.race([consumer.until(({ rows }) => rows > 0), lostOf(running)]);
  return running;
}

/** Rejects if the job ends by itself. */
async function lostOf({ job }: RunningJob): Promise<never> {
  return Promise.reject(await job.lost);
}

async function measured(unit: Unit, { job, guarantee }: RunningJob): Promise<UnitReport> {
  const { producer, consumer, watch, timeoutMs } = unit;
  const { endMs, records } = await producer.ready;
  const sent: PreparedRecords = { count: records, lengthMs: endMs };
  watch.begin({ ...measuring(sent, timeoutMs), doing: 'warming up' });
  const warmedUp = producer.next('warmed up');
  await started(unit);
  await warmedUp;
  // A job that has not caught up would be measured with what its start has piled up.
  const undrained = await drained(unit, sent, ({ missingOfWarmUp }) => missingOfWarmUp);
  watch.begin(measuring(sent, timeoutMs));
  const done = producer.next('done');
  const usage = watchJob(job, unit.ended);
  await started(unit);
  const { lateNanos } = await done;
  const undrainedAtEnd = await drained(unit, sent, ({ missing }) => missing);
  watch.begin(reporting(sent, timeoutMs));
  const problems = [...undrained, ...undrainedAtEnd].slice(0, 1);
  consumer.allowSilence();
  const report = consumer.next('report');
  consumer.send({ kind: 'report', guarantee, ...usage(), producerLateNanos: lateNanos, problems });
  return (await report).report;
}

/** What a job uses, and what the hypervisor takes meanwhile, from now until the call of the function returned. */
function watchJob(job: Job, ended: AbortSignal): () => JobUsage {
  const resources = watchResources();
  const before = job.usage();
  let peakRssBytes: number | null = null;
  const look = (): void => {
    const rssBytes = job.usage()?.rssBytes;
    if (rssBytes !== undefined) peakRssBytes = Math.max(peakRssBytes ?? 0, rssBytes);
  };
  const looking = setInterval(look, usageMs).unref();
  ended.addEventListener('abort', () => clearInterval(looking));
  return () => {
    clearInterval(looking);
    const after = job.usage();
    const cpuNanos = before === null || after === null ? null : after.cpuNanos - before.cpuNanos;
    return { cpuNanos, peakRssBytes, stolenMicros: resources().stolenMicros };
  };
}

async function started({ producer, consumer }: Unit): Promise<void> {
  const start = producer.next('started');
  producer.send({ kind: 'start' });
  const { originNanos } = await start;
  consumer.send({ kind: 'started', originNanos });
}

/**
 * Waits until all effects were seen, or nothing new is. A job that would take longer than the limit is not waited for:
 * returns that as a problem of the unit.
 */
async function drained(
  { consumer, producer, watch, timeoutMs }: Unit,
  sent: PreparedRecords,
  missingOf: (seen: Of<'seen'>) => number,
): Promise<string[]> {
  const { quietMs } = await producer.ready;
  const phase = draining(sent, timeoutMs);
  let isOverdue = false;
  watch.begin(phase, () => (isOverdue = true));
  let [missing, changedMs] = [Infinity, performance.now()];
  while (performance.now() - changedMs < quietMs) {
    const left = missingOf(await consumer.next('seen'));
    if (left === 0) return [];
    if (isOverdue) return [`its backlog was not drained within ${secondsText(phase.limitMs)}`];
    if (left < missing) [missing, changedMs] = [left, performance.now()];
  }
  return [];
}
