import { excludingAll } from '../../../results/exclusion.ts';
import { failed, harnessProcess, readyUnit, send } from './harness-process.ts';
import { kafkaReport } from '../report/kafka-report.ts';
import type { HarnessRequest, ToConsumer } from './messages.ts';
import { observerOf, type Observed } from './observer.ts';
import { prepareUnit } from './prepared-unit.ts';
import { ReadLateness } from '../records/read-lateness.ts';
import { RowReader } from '../records/row-reader.ts';

/** How often it says what was seen. */
const tellMs = 20;
/** How long rows are looked through at a time: meanwhile nobody notes that others have come. */
const lookMs = 0.2;

/** The program of the consumer: notes when each row could be read, and in the end what they say. */
harnessProcess(async (request: HarnessRequest) => {
  const unit = await prepareUnit(request);
  const { scheduled } = unit;
  const { effects, seen, take, check } = observerOf(unit, request.box);
  const lateness = new ReadLateness();
  const reader = new RowReader(lateness);
  await reader.start(request.topics, (error) => send(failed(error)));
  lateness.start();
  /** When the schedule of the warm-up began, and that of what is measured. */
  const originsNanos: bigint[] = [];

  let isChecked = false;
  const checkFirst = (): void => {
    if (isChecked || reader.first === undefined) return;
    isChecked = true;
    check(reader.first);
  };
  /** Whether there are more. */
  const look = (limitMs: number): boolean => {
    checkFirst();
    // Before the schedule begins, rows only tell that the job works.
    const [originNanos] = originsNanos;
    if (originNanos === undefined) return false;
    const endMs = performance.now() + limitMs;
    for (let row = reader.take(); row !== undefined; row = reader.take()) {
      take(row, Number(row.nanos - originNanos), lateness.at(row.noted));
      if (performance.now() > endMs) return true;
    }
    return false;
  };
  let isLooking = false;
  const lookThrough = (): void => {
    orFail(() => {
      isLooking = look(lookMs);
      // What has come meanwhile is noted first.
      if (isLooking) setImmediate(lookThrough);
    });
  };
  const telling = setInterval(() => {
    if (!isLooking) lookThrough();
    const { missingOfWarmUp } = seen.visibility;
    send({ kind: 'seen', rows: seen.read + reader.waiting, missing: seen.missing, missingOfWarmUp });
  }, tellMs);

  const report = ({ guarantee, producerLateNanos, problems, isCut, ...usage }: ToReport): void => {
    clearInterval(telling);
    lateness.observe(process.hrtime.bigint());
    look(Infinity);
    const shiftNanos = Number(originsNanos.at(-1)! - originsNanos[0]);
    const { nanos, lateNanos: readLateNanos } = seen.visibility;
    const visibleNanos = nanos.map((each) => each - shiftNanos);
    const closed = seen.visibility.closed.map((window) => ({ ...window, nanos: window.nanos - shiftNanos }));
    const lateNanos = { producer: producerLateNanos, consumer: readLateNanos };
    const exclusions = [...problems, ...problemsOf(seen)].map(excludingAll);
    const { counts, dueBy } = effects();
    const ofUnit = { spec: request.spec, scheduled, effects: counts, dueBy, visibleNanos, closed, lateNanos };
    const reported = kafkaReport({ guarantee, ...usage, ...ofUnit, output: seen.output(), exclusions, isCut });
    send({ kind: 'report', report: reported });
  };

  process.on('message', (message: ToConsumer) => {
    if (message.kind === 'started') originsNanos.push(message.originNanos);
    else orFail(() => report(message));
  });
  send({ kind: 'ready', ...readyUnit(request, unit, request.box === undefined ? effects() : undefined) });
});

type ToReport = Extract<ToConsumer, { kind: 'report' }>;

/** Why the whole unit is excluded. */
function problemsOf({ visibility: { unknownRows }, faults }: Observed): string[] {
  return [...faults, ...(unknownRows > 0 ? [`${unknownRows} rows show no record that was sent`] : [])];
}

function orFail(work: () => void): void {
  try {
    work();
  } catch (error) {
    send(failed(error));
  }
}
