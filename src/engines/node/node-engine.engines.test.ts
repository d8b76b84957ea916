import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { requireInstallation } from '../../installations/installation.ts';
import { childrenOf, processesOf } from '../../processes/child-processes.test-program.ts';
import type { Configuration } from '../../results/configuration.ts';
import { answerFaults } from '../answer-faults.test-program.ts';
import type { Engine } from '../engine.ts';
import { specOf } from '../example-spec.test-program.ts';
import { Cluster } from '../kafka/cluster.ts';
import { ClusterWithoutFloor } from '../kafka/cluster-without-floor.test-program.ts';
import { referenceByBatch } from '../local/local-engine.ts';
import { OneAtATime } from '../one-at-a-time.ts';
import type { UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { nodeEngine } from './node-engine.ts';

let folder: string;
let cluster: Cluster;
let engine: Engine;
let interruption: AbortController;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-node-'));
  cluster = new ClusterWithoutFloor(() => requireInstallation('kafka').jars, folder);
  engine = nodeEngine(cluster, folder);
});
beforeEach(() => {
  interruption = new AbortController();
});
afterAll(async () => {
  await cluster.close();
  const left = [...ownFolders(), ...processesOf(folder)];
  rmSync(folder, { recursive: true });
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
});

const index = join(import.meta.dirname, '..', '..', 'index.ts');
const pipelines = {
  screen: `(payments) => payments.filter((payment) => payment.amount.gt(20)).project((payment) => ({
    card: payment.card, double: payment.amount.multiply(2), time: payment.time }))`,
  latest: `(payments) => payments.latest({ by: ['card'] })`,
} as const;

function specFor(pipeline: keyof typeof pipelines, changes: Partial<Configuration> = {}): UnitSpec {
  const path = join(folder, `${pipeline}.ts`);
  writeFileSync(
    path,
    `import { generated, workload } from ${JSON.stringify(index)};
const schema = { time: 'timestamp', card: 'text', amount: 'integer' } as const;
const source = generated({ schema, eventTime: 'time',
  record: (random) => ({ card: 'card ' + random.integer(20), amount: random.integer(100) }) });
export default workload({ name: '${pipeline}', source, pipeline: ${pipelines[pipeline]} });
`,
  );
  const configuration: Configuration = {
    engine: 'node',
    mode: 'continuous',
    executor: 'continuous',
    intervalMs: null,
    commit: 'invocation',
    ...changes,
  };
  return specOf({ workload: path, configuration, ratePerSecond: 200, warmUpMs: 1000, durationMs: 2000 });
}

const batches = { mode: 'micro-batch', executor: 'micro-batch', intervalMs: 100 } as const;

async function measured(spec: UnitSpec): Promise<UnitReport> {
  const { report } = await engine.measure(spec, { signal: interruption.signal, machine: new OneAtATime() });
  return report;
}

/** Those of the cluster and of units. */
function ownFolders(): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('stream-bench-'));
}

describe('a unit of the node engine', { timeout: 120_000 }, () => {
  test.each<[keyof typeof pipelines, Partial<Configuration>, UnitReport['guarantee']]>([
    ['screen', {}, 'at-least-once'],
    ['screen', batches, 'at-least-once'],
    ['screen', { commit: 'none' }, 'none'],
    ['latest', batches, 'at-least-once'],
    ['latest', { commit: 'epoch:500ms' }, 'at-least-once'],
    ['latest', { commit: 'transaction:500ms' }, 'exactly-once'],
  ])(
    '%s, %j: has the answer of batch, and a latency for every record with an effect',
    async (name, changes, promise) => {
      const spec = specFor(name, changes);
      const report = await measured(spec);
      const context = { signal: interruption.signal, machine: new OneAtATime() };
      const { answer } = await referenceByBatch(spec, folder, context);
      expect(report.output).toMatchObject({
        rows: answer.rows,
        unorderedDigest: answer.unorderedDigest,
        readBack: 'yes',
      });
      expect([report.guarantee, answerFaults(report), report.local]).toEqual([promise, [], null]);
      const { measured: records, dropped } = report.records;
      expect(report.latencyMicros!.count).toBe(records - dropped!);
      expect(report.latencyMicros!.p50).toBeGreaterThan(0);
      expect(report.cpuNanosPerRecord).toBeGreaterThan(0);
      expect(report.peakRssBytes).toBeGreaterThan(2 ** 24);
    },
  );

  /** Waits until the unit measures, sends that to a process, and returns what becomes of the unit, and when. */
  async function afterFault(program: string, signal: NodeJS.Signals): Promise<{ error: unknown; seconds: number }> {
    const unit = measured({ ...specFor('screen'), durationMs: 30_000 }).then(
      () => undefined,
      (error: unknown) => error,
    );
    await vi.waitUntil(() => childrenOf(process.pid, 'node-job-process').length > 0, { timeout: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const start = performance.now();
    process.kill(childrenOf(process.pid, program)[0], signal);
    return { error: await unit, seconds: (performance.now() - start) / 1000 };
  }

  test.each<[string, NodeJS.Signals, string]>([
    ['node-job-process', 'SIGKILL', 'the Node job was killed'],
    ['producer-process', 'SIGKILL', 'the producer of a unit was killed'],
    ['consumer-process', 'SIGKILL', 'the consumer of a unit was killed'],
  ])('ends within 10 s with what happened where %s gets %s', async (program, signal, what) => {
    const { error, seconds } = await afterFault(program, signal);
    expect((error as Error).message).toContain(what);
    expect(seconds).toBeLessThan(10);
  });

  test('ends at once where the user interrupts, and leaves nothing', async () => {
    const unit = measured({ ...specFor('screen'), durationMs: 30_000 });
    await vi.waitUntil(() => childrenOf(process.pid, 'node-job-process').length > 0, { timeout: 60_000 });
    interruption.abort();
    await expect(unit).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('jars that are broken are told', async () => {
  const broken = new Cluster(() => folder, folder);
  const failing = nodeEngine(broken, folder).measure(specFor('screen'), {
    signal: interruption.signal,
    machine: new OneAtATime(),
  });
  await expect(failing).rejects.toThrow('the Kafka broker does not start');
  await broken.close();
});
