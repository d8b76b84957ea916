import { expect, test } from 'vitest';
import { digestFor } from '../../answers/answer-digest.ts';
import { Dictionary } from '../../columns/dictionary.ts';
import { Table } from '../../columns/table.ts';
import { StreamBenchError } from '../../errors.ts';
import { constant } from '../../loads/constant.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { local, specOf } from '../example-spec.test-program.ts';
import { recordRing } from '../schedule/stream/record-ring.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { Answer } from '../unit-report.ts';
import { feedStep, type FedStep } from './fed-step.ts';
import { answerByBatch } from './reference.ts';

const ringRows = 4096;
const batch = 1500;
const shared = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * length));

/** The answer to so many records, of which the ring holds a small part at a time. */
async function answerThroughRing(name: string, count: number) {
  const { plan, source } = await loadWorkload(name);
  const arrivalsNanos = constant({ ratePerSecond: 20_000 }).arrivalsNanos((count / 20_000) * 1e9, 1, shared);
  const ring = recordRing(source.schema, ringRows);
  const records = Table.over(source.schema, new Dictionary(), ring.cells);
  const badRecords = { skipped: 0, deadLettered: 0 };
  const scheduled: ScheduledRecords = { arrivalsNanos, records, ring, measuredFrom: 0, ratePerSecond: 1, badRecords };
  return answerOf(await feedStep(specOf({ workload: name }), plan, scheduled), count);
}

async function answerOf({ step, close }: FedStep, count: number): Promise<Answer> {
  try {
    const digest = digestFor(step.output);
    for (let from = 0; from < count; from += batch) {
      step.output.clear();
      step.invoke(from, Math.min(from + batch, count));
      digest.update(step.output);
    }
    step.output.clear();
    step.finish();
    digest.update(step.output);
    return { rows: digest.rows, digest: digest.hex(), unorderedDigest: digest.unorderedHex() };
  } finally {
    await close();
  }
}

test.each(['ysb', 'fraud', 'iot', 'trends', 'web', 'nexmark:q5', 'nexmark:q14'])(
  '%s gives the same answer with records that are made meanwhile as with all in memory',
  async (name) => {
    const count = 60_000;
    const { plan, source } = await loadWorkload(name);
    const arrivalsNanos = constant({ ratePerSecond: 20_000 }).arrivalsNanos((count / 20_000) * 1e9, 1);
    const expected = answerByBatch(plan, await source.read(arrivalsNanos, specOf().seed, specOf().records));
    expect(await answerThroughRing(name, count)).toEqual(expected);
  },
);

test.each(['fraud', 'fraud:screen', 'fraud:counts', 'web:counts', 'nexmark:q18'])(
  '%s gives the same rows in three threads as in one',
  async (name) => {
    const count = 30_000;
    const { plan, source } = await loadWorkload(name);
    const arrivalsNanos = constant({ ratePerSecond: 20_000 }).arrivalsNanos((count / 20_000) * 1e9, 1);
    const records = await source.read(arrivalsNanos, 1);
    const badRecords = { skipped: 0, deadLettered: 0 };
    const scheduled = { arrivalsNanos, records, ring: null, measuredFrom: 0, ratePerSecond: 1, badRecords };
    const configuration = { ...local(), parallelism: 3 };
    const fed = await feedStep(specOf({ workload: name, configuration }), plan, scheduled);
    const { rows, unorderedDigest } = await answerOf(fed, count);
    expect({ rows, unorderedDigest }).toEqual({
      rows: answerByBatch(plan, records).rows,
      unorderedDigest: answerByBatch(plan, records).unorderedDigest,
    });
  },
);

test('a workload that the thread cannot load is told', async () => {
  const { source } = await loadWorkload('ysb');
  const ring = recordRing(source.schema, ringRows);
  const records = Table.over(source.schema, new Dictionary(), ring.cells);
  const badRecords = { skipped: 0, deadLettered: 0 };
  const scheduled = { arrivalsNanos: shared(9), records, ring, measuredFrom: 0, ratePerSecond: 1, badRecords };
  const fed = feedStep(specOf({ workload: 'no-such' }), (await loadWorkload('ysb')).plan, scheduled);
  await expect(fed).rejects.toThrow(StreamBenchError);
});

test('records that one thread decodes are not divided among several', async () => {
  const { plan, source } = await loadWorkload('fraud');
  const arrivalsNanos = shared(9);
  const records = await source.read(arrivalsNanos, 1);
  const badRecords = { skipped: 0, deadLettered: 0 };
  const scheduled = { arrivalsNanos, records, ring: null, measuredFrom: 0, ratePerSecond: 1, badRecords };
  const spec = specOf({ workload: 'fraud', payload: 'ndjson', configuration: { ...local(), parallelism: 2 } });
  await expect(feedStep(spec, plan, scheduled)).rejects.toThrow('--payload ndjson are decoded by one thread');
});
