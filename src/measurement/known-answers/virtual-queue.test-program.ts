import { fate } from '../../columns/fate.ts';
import { continuous } from '../../executors/continuous.ts';
import { eachItsOwnCommit } from '../meter/invocation.ts';
import { Latency } from '../meter/latency.ts';
import { VirtualClock } from '../clock/virtual-clock.ts';

/** The latencies of a queue with one server, measured and nothing else, for runs of millions of records. */
export function queueLatency(
  arrivalsNanos: Float64Array,
  serviceNanos: (record: number) => number,
  measuredFrom: number,
): Latency {
  const clock = new VirtualClock();
  const latency = new Latency(arrivalsNanos, new Uint8Array(arrivalsNanos.length).fill(fate.absorbed), measuredFrom);
  continuous({
    arrivalsNanos,
    clock,
    invoke: (from) => clock.advance(serviceNanos(from)),
    commit: () => {},
    observe: eachItsOwnCommit((invocation) => {
      latency.observe(invocation);
    }),
  });
  return latency;
}
