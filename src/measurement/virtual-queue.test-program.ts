import { fate } from '../columns/fate.ts';
import { continuous } from '../executors/continuous.ts';
import { Latency } from './latency.ts';
import { VirtualClock } from './virtual-clock.ts';

/** The latencies of a queue with one server, measured and nothing else, for runs of millions of records. */
export function queueLatency(arrivalsNanos: Float64Array, serviceNanos: (record: number) => number, measuredFrom: number): Latency {
  const clock = new VirtualClock();
  const latency = new Latency(arrivalsNanos, new Uint8Array(arrivalsNanos.length).fill(fate.absorbed), measuredFrom);
  const invocation = { from: 0, to: 0, startNanos: 0, processedNanos: 0, freeNanos: 0, visibleNanos: 0, committedNanos: 0, causes: new Float64Array(), rows: 0 };
  continuous({
    arrivalsNanos,
    clock,
    invoke: (from) => clock.advance(serviceNanos(from)),
    commit: () => {},
    observe(from, to, startNanos, processedNanos, committedNanos) {
      invocation.from = from;
      invocation.to = to;
      invocation.startNanos = startNanos;
      invocation.processedNanos = processedNanos;
      invocation.visibleNanos = committedNanos;
      invocation.committedNanos = committedNanos;
      latency.observe(invocation);
    },
  });
  return latency;
}
