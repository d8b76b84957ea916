import { setTimeout } from 'node:timers/promises';
import { StreamBenchError } from '../../../errors.ts';
import type { HarnessChild } from './harness-child.ts';
import type { ReadyUnit } from './messages.ts';

/** Where nobody knows which record makes a row: the first ones are spread over that time, no closer than the second. */
const [gradualMs, leastGradualMs] = [60_000, 100];

/**
 * How many records may be sent before the schedule begins, so that a first row shows that the job works.
 *
 * @throws StreamBenchError if these make no row
 */
export function recordsForFirstRow({ untilFirstRow, measuredFrom }: ReadyUnit): number {
  // Where nobody knows which record makes the first row, half of the warm-up may be sent for it.
  const most = untilFirstRow ?? Math.floor(measuredFrom / 2);
  if (most > 0 && most <= measuredFrom) return most;
  const what =
    untilFirstRow === null
      ? 'the warm-up has fewer than two records, so nobody can see when the job is ready'
      : 'no record of the warm-up makes a row, so nobody can see when the job is ready';
  throw new StreamBenchError({ kind: 'input', what, remedy: 'Raise --rate.' });
}

/** Sends the first records bit by bit: a job that begins with the latest one misses those before it was there. */
export async function sendGradually(producer: HarnessChild, most: number, until: AbortSignal): Promise<void> {
  const everyMs = Math.max(leastGradualMs, gradualMs / most);
  const step = Math.ceil((most * everyMs) / gradualMs);
  for (let sent = 0; sent < most && !until.aborted;) {
    sent = Math.min(most, sent + step);
    producer.send({ kind: 'send first', records: sent });
    await setTimeout(everyMs, undefined, { signal: until }).catch(() => {});
  }
}
