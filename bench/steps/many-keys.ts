import { count, sum } from '../../src/builder/aggregate.ts';
import { generated } from '../../src/sources/generated.ts';
import { workload } from '../../src/workloads/workload.ts';

/** Counts and sums of a million keys in windows of 10 s: at 500,000 records/s nearly all keys are in each window. */
export const manyKeys = workload({
  name: 'many-keys',
  source: generated({
    schema: { time: 'timestamp', key: 'integer', amount: 'integer' },
    eventTime: 'time',
    keys: 1_000_000,
    record: (random, _index, key) => ({ key, amount: random.integer(100) }),
  }),
  pipeline: (records) =>
    records.tumblingWindow({
      sizeMs: 10_000,
      by: ['key'],
      aggregates: (record) => ({ records: count(), total: sum(record.amount) }),
    }),
});
