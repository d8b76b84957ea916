import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configurationName, type Configuration } from '../results/configuration.ts';
import { loadWorkload } from '../workloads/load-workload.ts';
import { answerFaults } from './answer-faults.test-program.ts';
import { availableEngines, referenceByBatch } from './available.ts';
import type { Engines } from './engines.ts';
import { local, specOf } from './example-spec.test-program.ts';
import { flinkConfiguration } from './flink-modes.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { sparkConfiguration } from './spark-modes.ts';

// Topics of two partitions, and two processes or tasks that work on them.

let folder: string;
let engines: Engines;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-parallelism-'));
  engines = availableEngines({ temporary: folder });
});
afterAll(async () => {
  await engines.close();
  rmSync(folder, { recursive: true });
});

const alone: readonly Configuration[] = [
  { ...local(), engine: 'node' },
  { ...local({ executor: 'micro-batch', intervalMs: 100, commit: 'transaction' }), engine: 'node' },
  sparkConfiguration('micro-batch', 500),
  sparkConfiguration('real-time', null),
  flinkConfiguration('streaming', null),
];
const inTwo = alone.map((configuration) => ({ ...configuration, parallelism: 2 }));

test.each(inTwo.map((configuration) => [configurationName(configuration), configuration] as const))(
  '%s has the answer of batch, and a latency of each effect',
  async (_, configuration) => {
    const times = { ratePerSecond: 300, warmUpMs: 3000, durationMs: 3000 };
    const spec = specOf({ workload: 'fraud:counts', configuration, ...times });
    const context = { signal: new AbortController().signal, machine: new OneAtATime() };
    const { report } = await engines.of(configuration).measure(spec, context);
    const { answer } = await referenceByBatch(spec, folder, context);
    expect(report.output).toMatchObject({ rows: answer.rows, unorderedDigest: answer.unorderedDigest });
    expect(answerFaults(report)).toEqual([]);
    expect(report.latencyMicros!.count).toBe(report.records.measured);
  },
  240_000,
);

test('a pipeline whose key is no column of the source is refused in two, and runs in one', async () => {
  const { plan } = await loadWorkload('trends:counts');
  const engine = engines.of({ engine: 'spark' });
  expect(engine.refusals(plan, 'real-time')).toEqual([]);
  expect(engine.refusals(plan, 'real-time', 2).map(({ reason }) => reason)).toEqual([
    'its groups are not those of a column of the source, by which Kafka could divide the records among partitions',
  ]);
});
