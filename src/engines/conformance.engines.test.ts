import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireInstallation } from '../installations/installation.ts';
import { configurationName, type Configuration } from '../results/configuration.ts';
import { loadWorkload } from '../workloads/load-workload.ts';
import { answerFaults } from './answer-faults.test-program.ts';
import type { Engine } from './engine.ts';
import { specOf } from './example-spec.test-program.ts';
import { flinkConfiguration } from './flink-modes.ts';
import { flinkEngine } from './flink/flink-engine.ts';
import type { Cluster } from './kafka/cluster.ts';
import { ClusterWithoutFloor } from './kafka/cluster-without-floor.test-program.ts';
import { referenceByBatch } from './local/local-engine.ts';
import { nodeEngine } from './node/node-engine.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { sparkConfiguration } from './spark-modes.ts';
import { sparkEngine } from './spark/spark-engine.ts';

// What every engine between topics has to hold, in each of its modes.

let folder: string;
let cluster: Cluster;
let engines: Readonly<Record<string, Engine>>;
/** Files of Flink in the system's folder, which TMPDIR does not move for Java. */
const ofFlink = (): string[] => readdirSync(tmpdir()).filter((name) => /^(?:flink-|minicluster_)/.test(name));
let ofOthers: readonly string[];
beforeAll(() => {
  ofOthers = ofFlink();
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-engines-'));
  cluster = new ClusterWithoutFloor(() => requireInstallation('kafka').jars, folder);
  engines = {
    node: nodeEngine(cluster, folder),
    spark: sparkEngine(cluster, folder),
    flink: flinkEngine(cluster, folder),
  };
});
afterAll(async () => {
  await cluster.close();
  const left = [...readdirSync(folder), ...ofFlink().filter((name) => !ofOthers.includes(name))];
  rmSync(folder, { recursive: true });
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
});

const { signal } = new AbortController();

describe('a unit has the answer of batch, and a latency of each effect', { timeout: 240_000 }, () => {
  const cases: readonly [string, Configuration][] = [
    ['fraud:screen', sparkConfiguration('micro-batch', 0)],
    ['fraud:counts', sparkConfiguration('micro-batch', 500)],
    ['fraud:screen', sparkConfiguration('continuous', null)],
    [join(import.meta.dirname, 'large-table.test-program.ts'), sparkConfiguration('continuous', null)],
    ['fraud:screen', sparkConfiguration('real-time', null)],
    ['fraud:counts', sparkConfiguration('real-time', null)],
    ['fraud:screen', sparkConfiguration('dstream', 500)],
    ['fraud:counts', sparkConfiguration('dstream', 500)],
    ['trends:screen', flinkConfiguration('streaming', null)],
    ['fraud:screen', flinkConfiguration('streaming', null)],
    [join(import.meta.dirname, 'large-table.test-program.ts'), flinkConfiguration('streaming', null)],
    ['fraud:counts', flinkConfiguration('streaming', null)],
    ['fraud:counts', flinkConfiguration('mini-batch', 100)],
  ];
  const named = cases.map((each) => [`${basename(each[0])}, ${configurationName(each[1])}`, ...each] as const);
  test.each(named)('%s', async (_, workload, configuration) => {
    const spec = specOf({ workload, configuration, ratePerSecond: 300, warmUpMs: 3000, durationMs: 3000 });
    const context = { signal, machine: new OneAtATime() };
    const { report } = await engines[configuration.engine].measure(spec, context);
    const { answer } = await referenceByBatch(spec, folder, context);
    expect(report.output).toMatchObject({ rows: answer.rows, unorderedDigest: answer.unorderedDigest });
    expect(answerFaults(report)).toEqual([]);
    expect(report.guarantee).toBe(configuration.engine === 'spark' ? 'at-least-once' : 'none');
    expect(report.latencyMicros!.count).toBe(report.records.measured - report.records.dropped!);
    expect(report.cpuNanosPerRecord).toBeGreaterThan(0);
  });
});

describe('windows have the answer of batch, with the last ones', { timeout: 240_000 }, () => {
  const configurations: readonly Configuration[] = [
    { engine: 'node', mode: 'continuous', executor: 'continuous', intervalMs: null, commit: 'invocation' },
    flinkConfiguration('streaming', null),
    sparkConfiguration('micro-batch', 0),
  ];
  const named = configurations.map((configuration) => [configurationName(configuration), configuration] as const);
  test.each(named)('ysb, %s', async (_, configuration) => {
    const spec = specOf({ workload: 'ysb', configuration, ratePerSecond: 300, warmUpMs: 3000, durationMs: 6000 });
    const context = { signal, machine: new OneAtATime() };
    const { report } = await engines[configuration.engine].measure(spec, context);
    const { answer } = await referenceByBatch(spec, folder, context);
    expect(report.output).toMatchObject({ rows: answer.rows, unorderedDigest: answer.unorderedDigest });
    expect(answerFaults(report)).toEqual([]);
    const { records, latencyMicros, resultLatencyMicros } = report;
    // Windows last half a second. Of the last one no record has a latency.
    const perWindow = 150;
    expect(latencyMicros!.count).toBeGreaterThan((records.measured - perWindow) / 4);
    expect(latencyMicros!.count).toBeLessThan(records.measured - records.dropped!);
    expect(resultLatencyMicros!.count).toBeGreaterThan(10);
    // From a record on, half a window passes on average until it closes.
    expect(latencyMicros!.p50! - resultLatencyMicros!.p50!).toBeGreaterThan(50_000);
  });
});

test.each<[workload: string, engine: string, mode: string, refused: string[]]>([
  ['fraud:counts', 'spark', 'continuous', ['group-by']],
  ['fraud:counts', 'spark', 'real-time', []],
  ['fraud:counts', 'flink', 'mini-batch', []],
  ['trends:screen', 'flink', 'mini-batch', ['project']],
  ['fraud:screen', 'flink', 'streaming', []],
  ['ysb', 'flink', 'streaming', []],
  ['ysb', 'flink', 'mini-batch', ['tumbling-window']],
  ['ysb', 'spark', 'micro-batch', []],
  ['ysb', 'spark', 'dstream', ['tumbling-window']],
])('%s on %s %s is refused for %j before anything starts', async (workload, engine, mode, refused) => {
  const { plan } = await loadWorkload(workload);
  expect(engines[engine].refusals(plan, mode).map(({ node }) => node.kind)).toEqual(refused);
});
