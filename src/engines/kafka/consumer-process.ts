import { Consumer } from '@platformatic/kafka';
import type { Message } from '@platformatic/kafka';
import { Table } from '../../columns/table.ts';
import { Dictionary } from '../../columns/dictionary.ts';
import { micros } from '../../results/quantity.ts';
import { excludingAll, type Exclusion } from '../../results/exclusion.ts';
import { effectsOf, rowsByBatch } from './effects.ts';
import { harnessProcess, readyUnit, send } from './harness-process.ts';
import { kafkaReport } from './kafka-report.ts';
import type { FromConsumer, HarnessRequest, JobUsage, ToConsumer } from './messages.ts';
import { prepareUnit } from './prepared-unit.ts';
import { jsonReader } from './record-json.ts';
import { SeenRows } from './seen-rows.ts';
import { clientOptions, fetchMaxWaitMs } from './settings.ts';

/** The producer sends every millisecond. With a median lateness above this it was the limit, and not the job. */
const maxProducerLateMicros = 2000;
/** How often rows are looked through, between the arrivals of others. */
const lookMs = 20;

/** The program of the consumer: notes when each row could be read, and in the end what they say. */
harnessProcess(async (request: HarnessRequest) => {
  const { spec, topics } = request;
  const unit = await prepareUnit(request);
  const { plan, scheduled, records, traced } = unit;
  const effects = effectsOf(traced, records);
  const seen = new SeenRows(plan, traced, effects, rowsByBatch(traced.plan, records));
  const readRow = jsonReader(new Table(traced.plan.schema, new Dictionary()));
  const waiting: { readonly text: Buffer; readonly nanos: bigint }[] = [];
  let unreadable = 0;
  let originNanos = 0n;

  const consumer = new Consumer<Buffer, Buffer, Buffer, Buffer>({
    ...clientOptions(topics.bootstrap, 'consumer'),
    groupId: `${topics.output}-reader`,
    maxWaitTime: fetchMaxWaitMs,
    minBytes: 1,
    autocommit: false,
  });
  const stream = await consumer.consume({ topics: [topics.output], mode: 'earliest' });
  stream.on('data', ({ value }: Message<Buffer, Buffer, Buffer, Buffer>) => {
    const nanos = process.hrtime.bigint();
    // A null is a row that was deleted, which no plan does.
    if (value !== null) waiting.push({ text: value, nanos });
  });

  const look = (): void => {
    // Before the unit has started, rows only tell that the job works.
    const hasStarted = originNanos > 0n;
    for (const { text, nanos } of hasStarted ? waiting.splice(0) : []) {
      const values = readRow(text.toString());
      if (values === undefined) unreadable++;
      else seen.take(values, Number(nanos - originNanos));
    }
    send({ kind: 'seen', rows: seen.read + waiting.length, missing: seen.visibility.missing } satisfies FromConsumer);
  };
  const looking = setInterval(look, lookMs);

  const report = (usage: JobUsage): void => {
    clearInterval(looking);
    look();
    const { visibility } = seen;
    const lateMicros = usage.producerLateMicros.p50 ?? 0;
    const reasons = [
      ...(lateMicros > maxProducerLateMicros
        ? [`half of the records were sent ${micros(lateMicros)} late or more`]
        : []),
      ...(visibility.missing > 0 ? [`the effects of ${visibility.missing} records were not seen`] : []),
      ...(visibility.unknownRows > 0 ? [`${visibility.unknownRows} rows show no record that was sent`] : []),
      ...(unreadable > 0 ? [`${unreadable} rows are not those of the plan`] : []),
    ];
    const exclusions: Exclusion[] = reasons.map(excludingAll);
    const { nanos: visibleNanos } = visibility;
    send({
      kind: 'report',
      report: kafkaReport({
        ...usage,
        spec,
        scheduled,
        effects: effects.counts,
        visibleNanos,
        output: seen.output(),
        exclusions,
      }),
    } satisfies FromConsumer);
  };

  process.on('message', (message: ToConsumer) => {
    if (message.kind === 'started') originNanos = BigInt(message.originNanos);
    else report(message);
  });
  send({ kind: 'ready', ...readyUnit(unit, effects) } satisfies FromConsumer);
});
