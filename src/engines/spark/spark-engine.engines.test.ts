import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireInstallation } from '../../installations/installation.ts';
import { specOf } from '../example-spec.test-program.ts';
import { Cluster } from '../kafka/cluster.ts';
import { referenceByBatch } from '../local/local-engine.ts';
import { OneAtATime } from '../one-at-a-time.ts';
import { sparkConfiguration, type SparkMode } from '../spark-modes.ts';
import { sparkEngine } from './spark-engine.ts';

let folder: string;
let cluster: Cluster;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-spark-'));
  cluster = new Cluster(() => requireInstallation('kafka').jars, folder);
});
afterAll(async () => {
  await cluster.close();
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true });
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
});

const { signal } = new AbortController();

describe('a unit of Spark has the answer of batch, and a latency of each effect', { timeout: 240_000 }, () => {
  test.each<[string, SparkMode]>([
    ['fraud:screen', 'micro-batch'],
    ['fraud:counts', 'micro-batch'],
    ['trends:screen', 'continuous'],
    ['fraud:screen', 'real-time'],
    ['fraud:counts', 'real-time'],
  ])('%s in %s', async (workload, mode) => {
    const configuration = sparkConfiguration(mode, null);
    const spec = specOf({ workload, configuration, ratePerSecond: 300, warmUpMs: 3000, durationMs: 3000 });
    const context = { signal, machine: new OneAtATime() };
    const { report } = await sparkEngine(cluster, folder).measure(spec, context);
    const { answer } = await referenceByBatch(spec, folder, context);
    expect(report.output).toMatchObject({ rows: answer.rows, unorderedDigest: answer.unorderedDigest });
    expect([report.guarantee, report.exclusions]).toEqual(['at-least-once', []]);
    expect(report.latencyMicros!.count).toBe(report.records.measured - report.records.dropped!);
    expect(report.cpuNanosPerRecord).toBeGreaterThan(0);
  });
});

test('a plan that a mode cannot run is refused before anything starts', async () => {
  const { plan } = await (await import('../../workloads/load-workload.ts')).loadWorkload('fraud:counts');
  const engine = sparkEngine(cluster, folder);
  expect(engine.refusals(plan, 'continuous').map(({ node }) => node.kind)).toEqual(['group-by']);
  expect(engine.refusals(plan, 'real-time')).toEqual([]);
});
