import { Dictionary } from '../../columns/dictionary.ts';
import { Table } from '../../columns/table.ts';
import { excludingAll, type Exclusion } from '../../results/exclusion.ts';
import { micros } from '../../results/quantity.ts';
import type { OutputFigures } from '../../results/unit.ts';
import type { BlackBox } from './black-box/black-box.ts';
import { BlackBoxRows } from './black-box/black-box-rows.ts';
import { expectedEffects } from './black-box/expected-effects.ts';
import { recordTexts } from './black-box/record-texts.ts';
import { effectsOf, rowsByBatch } from './effects.ts';
import { failed, harnessProcess, readyUnit, send } from './harness-process.ts';
import { kafkaReport } from './kafka-report.ts';
import type { FromConsumer, HarnessRequest, JobUsage, ToConsumer } from './messages.ts';
import { prepareUnit, type PreparedUnit } from './prepared-unit.ts';
import { jsonReader } from './record-json.ts';
import { RowReader, type ReadRow } from './row-reader.ts';
import { SeenRows } from './seen-rows.ts';
import type { Visibility } from './visibility.ts';

/** The producer sends every millisecond. With a median lateness above this it was the limit, and not the job. */
const maxProducerLateMicros = 2000;
/** How often rows are looked through, between the arrivals of others. */
const lookMs = 20;

/** The program of the consumer: notes when each row could be read, and in the end what they say. */
harnessProcess(async (request: HarnessRequest) => {
  const unit = await prepareUnit(request);
  const { scheduled } = unit;
  const { effects, seen, take, check } = request.box === undefined ? ofPlan(unit) : ofBlackBox(unit, request.box);
  const reader = new RowReader();
  await reader.start(request.topics, (error) => send(failed(error)));
  /** When the schedule of the warm-up began, and that of what is measured. */
  const originsNanos: bigint[] = [];

  let isChecked = false;
  const look = (): void => {
    if (!isChecked && reader.first !== undefined) {
      isChecked = true;
      check(reader.first);
    }
    // Before the schedule begins, rows only tell that the job works.
    const [originNanos] = originsNanos;
    for (const row of originNanos === undefined ? [] : reader.take()) take(row, Number(row.nanos - originNanos));
    const { missingOfWarmUp } = seen.visibility;
    send({
      kind: 'seen',
      rows: seen.read + reader.waiting,
      missing: seen.missing,
      missingOfWarmUp,
    } satisfies FromConsumer);
  };
  const looking = setInterval(() => orFail(look), lookMs);

  const report = (usage: JobUsage): void => {
    clearInterval(looking);
    look();
    const shiftNanos = Number(originsNanos.at(-1)! - originsNanos[0]);
    const visibleNanos = seen.visibility.nanos.map((nanos) => nanos - shiftNanos);
    const exclusions = exclusionsOf(seen, usage);
    const ofUnit = { spec: request.spec, scheduled, effects: effects(), visibleNanos };
    const reported = kafkaReport({ ...usage, ...ofUnit, output: seen.output(), exclusions });
    send({ kind: 'report', report: reported } satisfies FromConsumer);
  };

  process.on('message', (message: ToConsumer) => {
    if (message.kind === 'started') originsNanos.push(message.originNanos);
    else orFail(() => report(message));
  });
  send({
    kind: 'ready',
    ...readyUnit(request, unit, request.box === undefined ? effects() : undefined),
  } satisfies FromConsumer);
});

/** What the consumer makes of rows. */
interface Observer {
  /** How many effects each record has, as far as it is known by now. */
  readonly effects: () => Uint32Array;
  readonly seen: Observed;
  readonly take: (row: ReadRow, nanos: number) => void;
  /** Throws if the first row shows that nothing can be measured. */
  readonly check: (row: ReadRow) => void;
}

interface Observed {
  readonly visibility: Visibility;
  readonly read: number;
  readonly missing: number;
  /** What makes the unit say nothing. */
  readonly faults: readonly string[];
  output(): OutputFigures;
}

function ofPlan({ plan, scheduled, records, traced }: PreparedUnit): Observer {
  const effects = effectsOf(traced, records);
  const seen = new SeenRows(plan, traced, effects, rowsByBatch(traced.plan, records), scheduled.measuredFrom);
  const readRow = jsonReader(new Table(traced.plan.schema, new Dictionary()));
  return {
    effects: () => effects.counts,
    seen,
    take: ({ text }, nanos) => seen.take(readRow(text.toString()), nanos),
    check: () => {},
  };
}

function ofBlackBox({ scheduled: { records, measuredFrom }, isLines }: PreparedUnit, box: BlackBox): Observer {
  const expected = expectedEffects(box.trace, records.length, recordTexts(records, isLines, box));
  const seen = new BlackBoxRows(box, expected, measuredFrom);
  return {
    effects: () => seen.effects,
    seen,
    take: (row, nanos) => seen.take(row, nanos),
    check: (row) => seen.check(row),
  };
}

function orFail(work: () => void): void {
  try {
    work();
  } catch (error) {
    send(failed(error));
  }
}

function exclusionsOf({ visibility, faults }: Observed, { producerLateMicros }: JobUsage): Exclusion[] {
  const { unknownRows } = visibility;
  const lateMicros = producerLateMicros.p50 ?? 0;
  const isLate = lateMicros > maxProducerLateMicros;
  const reasons = [
    ...(isLate ? [`the producer was the limit: it sent half of the records ${micros(lateMicros)} late or more`] : []),
    ...faults,
    ...(unknownRows > 0 ? [`${unknownRows} rows show no record that was sent`] : []),
  ];
  return reasons.map(excludingAll);
}
