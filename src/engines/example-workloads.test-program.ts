import { count, sum } from '../builder/aggregate.ts';
import type { Value } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { generated } from '../sources/generated.ts';
import type { Source } from '../sources/source.ts';
import { workload, type Workload } from '../workloads/workload.ts';

const schema = { time: 'timestamp', key: 'text', amount: 'integer' } as const;

function windowed(source: Source<typeof schema>): Workload {
  return workload({
    name: 'small',
    source,
    pipeline: (records) =>
      records
        .filter((record) => record.amount.lt(90))
        .tumblingWindow({
          sizeMs: 10,
          by: ['key'],
          aggregates: (record) => ({ records: count(), total: sum(record.amount) }),
        }),
  });
}

/** Records made on demand; a tenth of them is dropped, and windows of 10 ms close all the time. */
export const generatedWorkload = windowed(
  generated({
    schema,
    eventTime: 'time',
    disorderMs: 1,
    record: (random) => ({ key: `key ${random.integer(5)}`, amount: random.integer(100) }),
  }),
);

/** A table of the latest record of each key. */
export const tableWorkload = workload({
  name: 'table',
  source: generated({
    schema,
    eventTime: 'time',
    record: (random) => ({ key: `key ${random.integer(5)}`, amount: random.integer(100) }),
  }),
  pipeline: (records) => records.latest({ by: ['key'] }),
});

/** As many records as given, which bring their times with them: one every `gapMs`. */
export function recordedWorkload(recordCount: number, gapMs: number): Workload {
  return windowed({
    name: 'recorded',
    schema,
    eventTime: 'time',
    timeScale: null,
    load: async (limit) => ({
      records: tableOf(Math.min(limit, recordCount), gapMs),
      badRecords: { skipped: 0, deadLettered: 0 },
    }),
    read: async ({ length }) => tableOf(length, gapMs),
  });
}

function tableOf(length: number, gapMs: number): Table {
  const table = new Table(schema, new Dictionary());
  for (let index = 0; index < length; index++) {
    const row: Value[] = [index * gapMs * 1000, `key ${index % 5}`, index % 100];
    table.append(row);
  }
  return table;
}
