import { draining, type PreparedRecords } from '../../schedule/unit-phases.ts';
import { secondsText } from '../../slow-units.ts';
import { committedLag } from '../broker/committed-lag.ts';
import type { Of } from './harness-child.ts';
import type { RunningUnit } from './running-unit.ts';

/** For how long the lag of a job is waited for: Kafka Streams commits every 30 s. */
const mostLagMs = 30_000;
const lagMs = 5000;

/**
 * Waits until all effects were seen, or nothing new is. A job of which nobody knows what it has to show, and that
 * commits offsets, has longer for what it has not committed. A job that would take longer than the limit is not waited
 * for: returns that as a problem of the unit.
 *
 * @param onProgress called at the first look, and whenever fewer are missing than before
 */
export async function drained(
  { request: { box, topics }, consumer, producer, watch, timeoutMs }: RunningUnit,
  sent: PreparedRecords,
  missingOf: (seen: Of<'seen'>) => number,
  onProgress: () => void = () => {},
): Promise<string[]> {
  const { quietMs } = await producer.ready;
  const phase = draining(sent, timeoutMs);
  let isOverdue = false;
  watch.begin(phase, () => (isOverdue = true));
  let [missing, changedMs, limitMs] = [Infinity, performance.now(), quietMs];
  for (;;) {
    const left = missingOf(await consumer.next('seen'));
    if (left < missing) {
      [missing, changedMs, limitMs] = [left, performance.now(), quietMs];
      onProgress();
    }
    if (left === 0) return [];
    if (isOverdue) return [`its backlog was not drained within ${secondsText(phase.limitMs)}`];
    if (performance.now() - changedMs < limitMs) continue;
    if (box === undefined || limitMs > quietMs + mostLagMs) return [];
    const lag = await committedLag(topics).catch(() => null);
    if (lag === null || lag === 0) return [];
    limitMs += lagMs;
  }
}
