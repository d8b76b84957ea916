import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { StreamBenchError } from '../../../errors.ts';
import { makeTemporaryFolder } from '../../../processes/temporary-folder.ts';
import type { MeasuringContext } from '../../engine.ts';
import {
  measuring,
  preparing,
  reporting,
  starting as startingPhase,
  type PreparedRecords,
} from '../../schedule/unit-phases.ts';
import { secondsText } from '../../slow-units.ts';
import type { UnitReport } from '../../unit-report.ts';
import type { UnitSpec } from '../../unit-spec.ts';
import type { Broker } from '../broker/broker.ts';
import { drained } from './drained.ts';
import { HarnessChild } from './harness-child.ts';
import type { BlackBox } from '../black-box/black-box.ts';
import { recordsForFirstRow, sendGradually } from './first-row.ts';
import type { JobRequest, RunningJob, StartJob } from '../job/job.ts';
import type { HarnessRequest } from './messages.ts';
import type { RunningUnit } from './running-unit.ts';
import { createTopics, deleteTopics, type Topics } from '../broker/topics.ts';
import { UnitWatch } from './unit-watch.ts';
import { watchJob } from './watch-job.ts';

const deletingLimitMs = 5000;
/** How long it may take to see that the process of a broker has ended. */
const brokerLimitMs = 1000;

export interface HarnessContext extends Pick<MeasuringContext, 'signal' | 'unitTimeoutMs' | 'notify'> {
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
  const { broker, signal, partitions, isCopied = false, box, topicNames, notify, name } = context;
  signal.throwIfAborted();
  const id = randomUUID();
  const names = { input: `in-${id}`, output: `out-${id}`, ...topicNames };
  const { bootstrap, security, replicas } = broker;
  const topics: Topics = { bootstrap, security, ...names, partitions };
  const folder = makeTemporaryFolder(context.temporary);
  const ended = new AbortController();
  const watch = new UnitWatch(spec, notify, name);
  const children: HarnessChild[] = [];
  let creating: Promise<void> | undefined;
  let starting: Promise<RunningJob> | undefined;
  try {
    watch.begin(preparing(spec, context.unitTimeoutMs));
    const failure = Promise.race([failureOf(broker, signal, ended.signal), watch.overdue]);
    creating = createTopics(topics, replicas);
    await Promise.race([creating, failure]);
    const request: HarnessRequest = { spec, topics, isCopied, box };
    const [producer, consumer] = [new HarnessChild('producer', request), new HarnessChild('consumer', request)];
    children.push(producer, consumer);
    const unit: RunningUnit = {
      request,
      producer,
      consumer,
      watch,
      timeoutMs: context.unitTimeoutMs,
      ended: ended.signal,
    };
    const start = async (ofJob: JobRequest): Promise<RunningJob> => {
      starting = startJob(ofJob, folder, ended.signal);
      return starting;
    };
    const report = prepared(unit, start).then(async (running) =>
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
    if (creating !== undefined) await clearTopics(creating, topics, context);
    // What cannot be removed now is cleared away at the next start.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => {});
  }
}

/** What a broker brings down with it may be told before its own end is. */
async function causeOf(error: unknown, { broker, signal }: HarnessContext): Promise<unknown> {
  return signal.aborted ? error : Promise.race([broker.lost, setTimeout(brokerLimitMs, error)]);
}

/** Rejects when the broker is gone, or the user interrupts. */
async function failureOf(broker: Broker, signal: AbortSignal, ended: AbortSignal): Promise<never> {
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true, signal: ended });
    if (signal.aborted) reject(signal.reason as Error);
  });
  return Promise.race([interrupted, broker.lost.then(async (error) => Promise.reject(error))]);
}

/** Deletes the topics of a unit, also where it has ended while they were created. Tells the user if they may stay. */
async function clearTopics(creating: Promise<void>, topics: Topics, context: HarnessContext): Promise<void> {
  const cleared = creating.then(
    async () => areDeleted(topics, context),
    // A topic that was there before belongs to somebody else.
    () => true,
  );
  const isCleared = await Promise.race([cleared, setTimeout(deletingLimitMs, false, { ref: false })]);
  // A broker of our own goes with its topics.
  if (isCleared || context.broker.clear !== undefined) return;
  context.notify?.(`The topics ${topics.input} and ${topics.output} could not be deleted.\n`);
}

/** Deletes the topics; of a job that runs no plan of ours also what it has made itself on our broker. */
async function areDeleted(topics: Topics, { broker, box }: HarnessContext): Promise<boolean> {
  const isDeleted = await deleteTopics(topics).then(
    () => true,
    () => false,
  );
  if (box !== undefined) await broker.clear?.().catch(() => {});
  return isDeleted;
}

/** Computes the records, starts the job, and waits for its first row. */
async function prepared(
  { request, producer, consumer, watch, timeoutMs, ended }: RunningUnit,
  startJob: (request: JobRequest) => Promise<RunningJob>,
): Promise<RunningJob> {
  const [ready] = await Promise.all([producer.ready, consumer.ready]);
  const most = recordsForFirstRow(ready);
  const phase = startingPhase(timeoutMs);
  const silent = Promise.withResolvers<never>();
  watch.begin(phase);
  const running = await startJob({ ...request, records: ready.records });
  // What a job of the user's has printed last says more than that it was silent.
  if (request.box !== undefined) watch.begin(phase, () => silent.reject(silentJob(running, phase.limitMs)));
  await Promise.race([running.job.ready, lostOf(running), silent.promise]);
  const firstRow = new AbortController();
  if (ready.untilFirstRow === null) void sendGradually(producer, most, AbortSignal.any([ended, firstRow.signal]));
  else producer.send({ kind: 'send first', records: most });
  await Promise.race([consumer.until(({ rows }) => rows > 0), lostOf(running), silent.promise]);
  firstRow.abort();
  return running;
}

function silentJob({ job }: RunningJob, limitMs: number): StreamBenchError {
  const line = job.lastLine?.();
  const said = line === undefined ? '' : `; the last line that it printed: ${line}`;
  const what = `the job has put out no row within ${secondsText(limitMs)}${said}`;
  const remedy =
    'Look whether it reads {in} and writes {out}, from the beginning, with its checkpoint in {folder}; ' +
    '--unit-timeout waits longer.';
  return new StreamBenchError({ kind: 'input', what, remedy });
}

/** Rejects if the job ends by itself. */
async function lostOf({ job }: RunningJob): Promise<never> {
  return Promise.reject(await job.lost);
}

async function measured(unit: RunningUnit, { job, guarantee }: RunningJob): Promise<UnitReport> {
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
  const watched = watchJob(job, unit.ended);
  await started(unit);
  const { lateNanos } = await done;
  const undrainedAtEnd = await drained(unit, sent, ({ missing }) => missing, watched.progressed);
  watch.begin(reporting(sent, timeoutMs));
  const problems = [...undrained, ...undrainedAtEnd].slice(0, 1);
  consumer.allowSilence();
  const report = consumer.next('report');
  const isCut = undrainedAtEnd.length > 0;
  consumer.send({ kind: 'report', guarantee, ...watched.usage(), producerLateNanos: lateNanos, problems, isCut });
  return (await report).report;
}

async function started({ producer, consumer }: RunningUnit): Promise<void> {
  const start = producer.next('started');
  producer.send({ kind: 'start' });
  const { originNanos } = await start;
  consumer.send({ kind: 'started', originNanos });
}
