import { setTimeout } from 'node:timers/promises';
import { Producer } from '@platformatic/kafka';
import { Histogram } from '../../measurement/histogram/histogram.ts';
import { latencyFigures } from '../latency-figures.ts';
import { effectsOf } from './effects.ts';
import { harnessProcess, readyUnit, received, send } from './harness-process.ts';
import type { FromProducer, HarnessRequest, ToProducer } from './messages.ts';
import { prepareUnit } from './prepared-unit.ts';
import { jsonWriter } from './record-json.ts';
import { acks, clientOptions, compression } from './settings.ts';

/** From the message to the first record on the schedule: time to tell the consumer when the unit started. */
const leadNanos = 50_000_000;
/** Requests that wait for the broker. With more, the harness would be the limit, and its lateness tells so. */
const mostRequests = 64;

/** The program of the producer: every millisecond it sends, in one request, all records that are due by then. */
harnessProcess(async (request: HarnessRequest) => {
  const { topics } = request;
  const unit = await prepareUnit(request);
  const { scheduled, records, traced } = unit;
  const ready = readyUnit(unit, effectsOf(traced, records));
  const write = jsonWriter(scheduled.records, { numbered: true });
  // Written before the unit starts, so that its time is not part of the unit.
  const values = Array.from({ length: ready.records }, (_, row) => Buffer.from(write(scheduled.records, row)));
  const producer = new Producer({ ...clientOptions(topics.bootstrap, 'producer'), acks, compression });
  const lateness = new Histogram();
  const open = new Set<Promise<unknown>>();
  let failure: unknown;

  const sendRecords = (from: number, to: number): void => {
    const messages = values.slice(from, to).map((value, index) => ({
      topic: topics.input,
      partition: (from + index) % topics.partitions,
      value,
    }));
    const request = producer.send({ messages }).catch((error: unknown) => (failure ??= error));
    open.add(request);
    void request.finally(() => open.delete(request));
  };

  await producer.metadata({ topics: [topics.input] });
  send({ kind: 'ready', ...ready } satisfies FromProducer);
  const first = await received<ToProducer>();
  let sent = first.kind === 'send first' ? first.records : 0;
  if (sent > 0) sendRecords(0, sent);
  await received<ToProducer>();
  const { arrivalsNanos } = scheduled;
  const originNanos = process.hrtime.bigint() + BigInt(leadNanos) - BigInt(Math.round(arrivalsNanos[sent] ?? 0));
  send({ kind: 'started', originNanos: originNanos } satisfies FromProducer);
  while (sent < ready.records && failure === undefined) {
    await setTimeout(1);
    while (open.size >= mostRequests) await Promise.race(open);
    const nowNanos = Number(process.hrtime.bigint() - originNanos);
    let due = sent;
    for (; due < ready.records && arrivalsNanos[due] <= nowNanos; due++) lateness.record(nowNanos - arrivalsNanos[due]);
    if (due > sent) sendRecords(sent, due);
    sent = due;
  }
  await Promise.all(open);
  if (failure !== undefined) throw failure;
  send({ kind: 'done', lateMicros: latencyFigures(lateness) } satisfies FromProducer);
});
