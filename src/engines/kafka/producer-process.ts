import { setTimeout } from 'node:timers/promises';
import { Histogram } from '../../measurement/histogram/histogram.ts';
import { latencyFigures } from '../latency-figures.ts';
import { partitionColumns } from '../partition-columns.ts';
import { effectsOf } from './effects.ts';
import { harnessProcess, readyUnit, received, send } from './harness-process.ts';
import type { FromProducer, HarnessRequest, ToProducer } from './messages.ts';
import { partitionsOf } from './partitions.ts';
import { prepareUnit } from './prepared-unit.ts';
import { jsonWriter } from './record-json.ts';
import { RecordSender } from './record-sender.ts';

/** From the message to the first record on the schedule: time to tell the consumer when it began. */
const leadNanos = 50_000_000;

/** The program of the producer: every millisecond it sends, in one request, all records that are due by then. */
harnessProcess(async (request: HarnessRequest) => {
  const unit = await prepareUnit(request);
  const { arrivalsNanos, measuredFrom, records } = unit.scheduled;
  const ready = readyUnit(request, unit, effectsOf(unit.traced, unit.records));
  const write = jsonWriter(records, { numbered: true });
  // Written before the unit starts, so that its time is not part of the unit.
  const values = Array.from(arrivalsNanos, (_, row) => Buffer.from(write(records, row)));
  const partitions = partitionsOf(records, partitionColumns(unit.plan)!, request.topics.partitions);
  const sender = new RecordSender(request.topics, values, partitions);
  await sender.connect();
  const lateness = new Histogram();
  send({ kind: 'ready', ...ready } satisfies FromProducer);
  const first = await received<ToProducer>();
  let sent = first.kind === 'send first' ? first.records : 0;
  if (sent > 0) sender.send(0, sent);

  /** Sends the records up to that one on their schedule, and waits until they are acknowledged. */
  const sendUntil = async (end: number): Promise<void> => {
    await received<ToProducer>();
    const originNanos = process.hrtime.bigint() + BigInt(leadNanos) - BigInt(Math.round(arrivalsNanos[sent] ?? 0));
    send({ kind: 'started', originNanos } satisfies FromProducer);
    while (sent < end) {
      await setTimeout(1);
      await sender.untilFree();
      const nowNanos = Number(process.hrtime.bigint() - originNanos);
      const from = sent;
      for (; sent < end && arrivalsNanos[sent] <= nowNanos; sent++) lateness.record(nowNanos - arrivalsNanos[sent]);
      if (sent > from) sender.send(from, sent);
    }
    await sender.untilAcknowledged();
  };

  await sendUntil(measuredFrom);
  send({ kind: 'warmed up' } satisfies FromProducer);
  lateness.clear();
  await sendUntil(arrivalsNanos.length);
  send({ kind: 'done', lateMicros: latencyFigures(lateness) } satisfies FromProducer);
});
