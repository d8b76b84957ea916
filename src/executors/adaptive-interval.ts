import { arrivedBy } from './arrived-by.ts';
import { DueTimes } from './due-times.ts';
import { invokeAndCommit, type Executor } from './executor.ts';
import { triggerFrom } from './micro-batch.ts';

/** The share of an interval that processing is to take. The rest is for loads that rise. */
const targetShare = 0.7;
/** How much shorter than the shorter one of the last two intervals the next one is, where longer ones do not help. */
const reduction = 0.25;
const firstIntervalNanos = 1e6;

interface Batch {
  /** The time in which its records arrived. */
  readonly intervalNanos: number;
  readonly processingNanos: number;
}

/**
 * Micro-batches whose interval follows the load: as short as the time that they take allows.
 *
 * Source: T. Das, Y. Zhong, I. Stoica, S. Shenker, "Adaptive Stream Processing using Dynamic Batch Sizing" (SoCC 2014),
 * with their parameters.
 */
export function adaptiveInterval(): Executor {
  const dueTimes = new DueTimes();
  return {
    run(drive) {
      const { arrivalsNanos, clock } = drive;
      let intervalNanos = firstIntervalNanos;
      let before: Batch | undefined;
      let startNanos = 0;
      for (let from = 0, to = 0; from < arrivalsNanos.length; from = to) {
        // Triggers at which nothing has arrived are skipped.
        const triggers = { intervalNanos, phaseNanos: startNanos };
        const dueNanos = triggerFrom(triggers, Math.max(arrivalsNanos[from], startNanos + intervalNanos));
        const lastStartNanos = startNanos;
        startNanos = clock.waitUntil(dueNanos);
        dueTimes.add(startNanos, dueNanos);
        to = arrivedBy(arrivalsNanos, startNanos, from);
        const processingNanos = invokeAndCommit(drive, from, to, startNanos) - startNanos;
        const isFirstTrigger = dueNanos <= lastStartNanos + intervalNanos;
        const last = { intervalNanos: isFirstTrigger ? startNanos - lastStartNanos : intervalNanos, processingNanos };
        intervalNanos = nextInterval(last, before);
        before = last;
      }
    },
    dueNanos: (arrivalNanos) => dueTimes.since(arrivalNanos),
  };
}

/** In whole nanoseconds, at least one. */
export function nextInterval(last: Batch, before: Batch | undefined): number {
  const intervalNanos =
    before !== undefined && isUnstable(last) && isDearerIfLonger(last, before)
      ? (1 - reduction) * Math.min(last.intervalNanos, before.intervalNanos)
      : last.processingNanos / targetShare;
  return Math.max(1, Math.round(intervalNanos));
}

function isUnstable(batch: Batch): boolean {
  return busyShareOf(batch) > targetShare;
}

/** Whether the longer one of two intervals was the busier one: then a still longer one would not be in time either. */
function isDearerIfLonger(last: Batch, before: Batch): boolean {
  const [shorter, longer] = before.intervalNanos < last.intervalNanos ? [before, last] : [last, before];
  return busyShareOf(longer) > busyShareOf(shorter);
}

function busyShareOf({ intervalNanos, processingNanos }: Batch): number {
  return processingNanos / intervalNanos;
}
