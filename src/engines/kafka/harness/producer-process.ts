import { setTimeout } from 'node:timers/promises';
import { partitionColumns } from '../../partition-columns.ts';
import { recordColumn } from '../../traced-plan.ts';
import { boxedRecords } from './boxed-records.ts';
import { effectsOf } from '../effects/effects.ts';
import { failed, harnessProcess, readyUnit, received, send } from './harness-process.ts';
import type { HarnessRequest, ToProducer } from './messages.ts';
import { partitionsOf } from '../../partitions.ts';
import { prepareUnit, type PreparedUnit } from './prepared-unit.ts';
import { jsonWriter } from '../../../row-formats/record-json.ts';
import { RecordSender, type SentRecords } from '../records/record-sender.ts';

/** From the message to the first record on the schedule: time to tell the consumer when it began. */
const leadNanos = 50_000_000;
/** How often it says that it runs. */
const aliveMs = 500;

/** The program of the producer: every millisecond it sends, in one request, all records that are due by then. */
harnessProcess(async (request: HarnessRequest) => {
  const unit = await prepareUnit(request);
  const { arrivalsNanos, measuredFrom, records } = unit.scheduled;
  const { box } = request;
  const effects = box === undefined ? effectsOf(unit.traced, unit.records) : undefined;
  const ready = readyUnit(request, unit, effects);
  // Written before the unit starts, so that its time is not part of the unit.
  const { partitions } = request.topics;
  const sentRecords = box === undefined ? recordsOfPlan(unit, partitions) : await boxedRecords(unit, box, partitions);
  const sender = new RecordSender(request.topics, sentRecords);
  await sender.connect();
  const lateNanos = new Float64Array(records.length);
  send({ kind: 'ready', ...ready });
  setInterval(() => send({ kind: 'alive' }), aliveMs);
  let sent = 0;
  for (;;) {
    const message = await received<ToProducer>();
    if (message.kind === 'start') break;
    sender.send(sent, message.records);
    sent = message.records;
    // Nothing else waits for these: without a first row there is no start.
    sender.untilAcknowledged().catch((error: unknown) => send(failed(error)));
  }

  /** Sends the records up to that one on their schedule, and waits until they are acknowledged. */
  const sendUntil = async (end: number): Promise<void> => {
    const originNanos = process.hrtime.bigint() + BigInt(leadNanos) - BigInt(Math.round(arrivalsNanos[sent] ?? 0));
    send({ kind: 'started', originNanos });
    while (sent < end) {
      await setTimeout(1);
      await sender.untilFree();
      const nowNanos = Number(process.hrtime.bigint() - originNanos);
      const from = sent;
      for (; sent < end && arrivalsNanos[sent] <= nowNanos; sent++) lateNanos[sent] = nowNanos - arrivalsNanos[sent];
      if (sent > from) sender.send(from, sent);
    }
    await sender.untilAcknowledged();
  };

  await sendUntil(measuredFrom);
  send({ kind: 'warmed up' });
  await received<ToProducer>();
  await sendUntil(arrivalsNanos.length);
  // What closes the last windows: behind all others, also where there are several partitions.
  sender.send(arrivalsNanos.length, records.length);
  await sender.untilAcknowledged();
  send({ kind: 'done', lateNanos });
});

function recordsOfPlan({ plan, scheduled: { records } }: PreparedUnit, partitions: number): SentRecords {
  const write = jsonWriter(records, recordColumn);
  return {
    values: Array.from({ length: records.length }, (_, row) => Buffer.from(write(records, row))),
    // A plan that cannot be divided has one partition.
    partitions: partitionsOf(records, partitionColumns(plan) ?? [], partitions),
  };
}
