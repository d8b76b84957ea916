import { arrivedBy } from './arrived-by.ts';
import { CostForecast } from './cost-forecast.ts';
import { DueTimes } from './due-times.ts';
import { invokeAndCommit, type Drive, type Executor } from './executor.ts';

/** Between two looks at what has arrived at least this time passes. */
const leastWaitNanos = 20_000;

/**
 * Micro-batches as late as a latency allows: each one starts when its first record would otherwise be visible later
 * than that, by what micro-batches of its size have taken and how fast records arrive. So it has as many records as the
 * latency allows, at any rate. Only the first one, whose cost is unknown, starts at once.
 */
export function deadline(latencyNanos: number): Executor {
  const dueTimes = new DueTimes();
  return {
    run(drive) {
      const { length } = drive.arrivalsNanos;
      const forecast = new CostForecast();
      let before = { startNanos: 0, to: 0 };
      while (before.to < length) {
        const from = before.to;
        const { startNanos, dueNanos, to } = waitForDeadline(drive, before, forecast, latencyNanos);
        dueTimes.add(startNanos, dueNanos);
        const freeNanos = invokeAndCommit(drive, from, to, startNanos);
        forecast.observe(to - from, freeNanos - startNanos);
        before = { startNanos, to };
      }
    },
    dueNanos: (arrivalNanos) => dueTimes.since(arrivalNanos),
  };
}

/** When an invocation starts, and the records before which it ends. */
interface Start {
  readonly startNanos: number;
  readonly to: number;
}

/**
 * Waits until the next micro-batch has to start, and looks ever more often at how many records it has: a burst makes it
 * longer, so that it has to start earlier.
 */
function waitForDeadline(
  { arrivalsNanos, clock }: Drive,
  before: Start,
  forecast: CostForecast,
  latencyNanos: number,
): Start & { readonly dueNanos: number } {
  const from = before.to;
  const firstNanos = arrivalsNanos[from];
  let now = clock.waitUntil(firstNanos);
  for (let to = from; ;) {
    to = arrivedBy(arrivalsNanos, now, to);
    const perNano = (to - from) / Math.max(1, now - before.startNanos);
    const dueNanos = forecast.isKnown
      ? latestStart(firstNanos + latencyNanos, { now, records: to - from, perNano }, forecast)
      : firstNanos;
    if (dueNanos <= now) return { startNanos: now, dueNanos, to };
    now = clock.waitUntil(nextLook(now, dueNanos));
  }
}

/** In the middle of what is left, but not too soon. */
function nextLook(now: number, dueNanos: number): number {
  return Math.min(dueNanos, now + Math.max(leastWaitNanos, Math.ceil((dueNanos - now) / 2)));
}

/** When a micro-batch has to start, to be done by `byNanos` with all records that have arrived until then. */
function latestStart(
  byNanos: number,
  { now, records, perNano }: { readonly now: number; readonly records: number; readonly perNano: number },
  { fixedNanos, perRecordNanos }: CostForecast,
): number {
  const costNow = fixedNanos + perRecordNanos * records;
  return now + Math.floor((byNanos - now - costNow) / (1 + perRecordNanos * perNano));
}
