import { StreamBenchError } from '../../errors.ts';
import { busyShareOf, throughputOf, type WorkInTime } from '../../measurement/meter/measured-work.ts';
import type { Meter } from '../../measurement/meter/meter.ts';

/** Sums of doubles in another order. */
const rounding = 1e-9;

/**
 * Holds the figures of a unit against each other. They are all about the same records and the same time, whatever the
 * machine did, so that a contradiction is a fault of this program.
 *
 * @throws StreamBenchError with the first contradiction
 */
export function requireAgreement(meter: Meter, work: WorkInTime): void {
  const found = [...inWork(work), ...inLatency(meter)];
  if (found.length === 0) return;
  throw new StreamBenchError({
    kind: 'wrong-answer',
    what: `the figures of a unit contradict each other: ${found[0]}`,
    remedy: 'This is a fault of stream-bench: please report it, with this line and the command.',
  });
}

/** An executor is busy for at most the time of its thread, and rate × time = records. */
function inWork(work: WorkInTime): string[] {
  const { records, fromNanos, toNanos, busyNanos, processingNanos, takenNanos, threadNanos } = work;
  const throughput = throughputOf(work);
  if (throughput === null) return [];
  const found: string[] = [];
  const busyShare = busyShareOf(work)!;
  if (busyNanos + takenNanos > threadNanos) found.push(`busy for ${(100 * busyShare).toFixed(1)} % of its time`);
  if (processingNanos > busyNanos * (1 + rounding)) found.push('processing takes longer than processing and commit');
  const committed = (throughput * (toNanos - fromNanos)) / 1e9;
  if (!(Math.abs(committed - records) <= rounding * records)) {
    found.push(`its rate stands for ${committed} records in that time, and ${records} were committed`);
  }
  return found;
}

/** The parts of the latency add up, over the same records. */
function inLatency({ latency, split }: Meter): string[] {
  const count = latency.emitted.count + latency.absorbed.count;
  if (split.records !== count) return [`latencies of ${count} records have parts of ${split.records}`];
  const sum = Number(latency.emitted.sum + latency.absorbed.sum);
  const parts = split.sums.triggerWait + split.sums.queueing + split.sums.processing + split.sums.commit;
  if (Math.abs(parts - sum) > rounding * sum) return [`latencies of ${sum} ns have parts of ${parts} ns`];
  return [];
}
