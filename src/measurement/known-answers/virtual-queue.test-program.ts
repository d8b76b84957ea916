import { fate } from '../../columns/fate.ts';
import { continuous } from '../../executors/continuous.ts';
import { VirtualClock } from '../clock/virtual-clock.ts';
import type { Histogram } from '../histogram/histogram.ts';
import { eachItsOwnCommit } from '../meter/invocation.ts';
import { Latency } from '../meter/latency.ts';
import { MeasuredRecords } from '../meter/measured-records.ts';

/** The latencies in a queue with one server; only these are measured, so that runs can have millions of records. */
export function queueLatency(
  arrivalsNanos: Float64Array,
  serviceNanos: (record: number) => number,
  measuredFrom: number,
): Histogram {
  const clock = new VirtualClock();
  const fates = new Uint8Array(arrivalsNanos.length).fill(fate.absorbed);
  const records = new MeasuredRecords(arrivalsNanos, fates, measuredFrom);
  const latency = new Latency();
  continuous.run({
    arrivalsNanos,
    clock,
    invoke: (from) => clock.advance(serviceNanos(from)),
    commit: () => {},
    observe: eachItsOwnCommit((invocation) => {
      records.visit(invocation, latency);
    }),
  });
  return latency.absorbed;
}
