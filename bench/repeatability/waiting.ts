import { generated, workload } from '@stream-bench/stream-bench';

/** How long each record keeps the processor busy, whatever the speed of the machine. */
export const serviceMicros = 100;

/** A pipeline of known capacity: one record per 100 µs, both one by one and in micro-batches. */
export default workload({
  name: 'waiting',
  description: 'Each record keeps the processor busy for 100 µs, by the clock.',
  source: generated({
    schema: { time: 'timestamp', value: 'integer' },
    eventTime: 'time',
    record: (random) => ({ value: random.integer(100) }),
  }),
  pipeline: (records) =>
    records.filterWith(({ value }) => {
      for (const end = performance.now() + serviceMicros / 1000; performance.now() < end;);
      return value === 0;
    }),
});
