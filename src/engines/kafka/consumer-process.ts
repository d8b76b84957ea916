import { Dictionary } from '../../columns/dictionary.ts';
import { Table } from '../../columns/table.ts';
import { excludingAll, type Exclusion } from '../../results/exclusion.ts';
import { micros } from '../../results/quantity.ts';
import { effectsOf, rowsByBatch } from './effects.ts';
import { failed, harnessProcess, readyUnit, send } from './harness-process.ts';
import { kafkaReport } from './kafka-report.ts';
import type { FromConsumer, HarnessRequest, JobUsage, ToConsumer } from './messages.ts';
import { prepareUnit } from './prepared-unit.ts';
import { jsonReader } from './record-json.ts';
import { RowReader } from './row-reader.ts';
import { SeenRows } from './seen-rows.ts';

/** The producer sends every millisecond. With a median lateness above this it was the limit, and not the job. */
const maxProducerLateMicros = 2000;
/** How often rows are looked through, between the arrivals of others. */
const lookMs = 20;

/** The program of the consumer: notes when each row could be read, and in the end what they say. */
harnessProcess(async (request: HarnessRequest) => {
  const unit = await prepareUnit(request);
  const { plan, scheduled, records, traced } = unit;
  const effects = effectsOf(traced, records);
  const seen = new SeenRows(plan, traced, effects, rowsByBatch(traced.plan, records), scheduled.measuredFrom);
  const readRow = jsonReader(new Table(traced.plan.schema, new Dictionary()));
  const reader = new RowReader();
  await reader.start(request.topics, (error) => send(failed(error)));
  /** When the schedule of the warm-up began, and that of what is measured. */
  const originsNanos: bigint[] = [];

  const look = (): void => {
    // Before the schedule begins, rows only tell that the job works.
    const [originNanos] = originsNanos;
    for (const { text, nanos } of originNanos === undefined ? [] : reader.take())
      seen.take(readRow(text.toString()), Number(nanos - originNanos));
    const { missingOfWarmUp } = seen.visibility;
    send({
      kind: 'seen',
      rows: seen.read + reader.waiting,
      missing: seen.missing,
      missingOfWarmUp,
    } satisfies FromConsumer);
  };
  const looking = setInterval(look, lookMs);

  const report = (usage: JobUsage): void => {
    clearInterval(looking);
    look();
    const shiftNanos = Number(originsNanos.at(-1)! - originsNanos[0]);
    const visibleNanos = seen.visibility.nanos.map((nanos) => nanos - shiftNanos);
    const exclusions = exclusionsOf(seen, usage);
    const closed = seen.visibility.closed.map(({ by, nanos }) => ({ by, nanos: nanos - shiftNanos }));
    const { counts, dueBy } = effects;
    const ofUnit = { spec: request.spec, scheduled, effects: counts, dueBy, visibleNanos, closed };
    const reported = kafkaReport({ ...usage, ...ofUnit, output: seen.output(), exclusions });
    send({ kind: 'report', report: reported } satisfies FromConsumer);
  };

  process.on('message', (message: ToConsumer) => {
    if (message.kind === 'started') originsNanos.push(message.originNanos);
    else report(message);
  });
  send({ kind: 'ready', ...readyUnit(request, unit, effects) } satisfies FromConsumer);
});

function exclusionsOf({ visibility, unreadable }: SeenRows, { producerLateMicros }: JobUsage): Exclusion[] {
  const { missing, unknownRows } = visibility;
  const lateMicros = producerLateMicros.p50 ?? 0;
  const isLate = lateMicros > maxProducerLateMicros;
  const reasons = [
    ...(isLate ? [`the producer was the limit: it sent half of the records ${micros(lateMicros)} late or more`] : []),
    ...(missing > 0 ? [`${missing} effects of records were not seen`] : []),
    ...(unknownRows > 0 ? [`${unknownRows} rows show no record that was sent`] : []),
    ...(unreadable > 0 ? [`${unreadable} rows are not those of the plan`] : []),
  ];
  return reasons.map(excludingAll);
}
