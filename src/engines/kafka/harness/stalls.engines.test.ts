import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StreamBenchError } from '../../../errors.ts';
import { requireInstallation } from '../../../installations/installation.ts';
import { childrenOf } from '../../../processes/child-processes.test-program.ts';
import { writePipelineFile } from '../../../workloads/pipeline-file.test-program.ts';
import { local, specOf } from '../../example-spec.test-program.ts';
import { referenceByBatch } from '../../local/local-engine.ts';
import { startNodeJob } from '../../node/node-job.ts';
import { OneAtATime } from '../../one-at-a-time.ts';
import type { UnitReport } from '../../unit-report.ts';
import type { UnitSpec } from '../../unit-spec.ts';
import { Cluster } from '../cluster.ts';
import { measureJob } from './harness.ts';
import type { StartJob } from '../job/job.ts';

// What becomes of a unit where one of its processes stalls while it is measured.

let folder: string;
let cluster: Cluster;
let spec: UnitSpec;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-stalls-'));
  const workload = writePipelineFile(join(folder, 'copied.ts'), '');
  const configuration = { ...local(), engine: 'node' };
  spec = specOf({ workload, configuration, ratePerSecond: 200, warmUpMs: 1000, durationMs: 4000 });
  cluster = new Cluster(() => requireInstallation('kafka').jars, folder);
});
afterAll(async () => {
  await cluster.close();
  const left = readdirSync(folder).filter((name) => name.startsWith('stream-bench-'));
  rmSync(folder, { recursive: true });
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
});

const { signal } = new AbortController();

async function measured(startJob: StartJob, more: Partial<Parameters<typeof measureJob>[2]> = {}): Promise<UnitReport> {
  const broker = more.broker ?? (await cluster.broker(signal));
  const context = { temporary: folder, partitions: 1, signal, ...more, broker };
  return measureJob(spec, startJob, context);
}

/** Measures a unit in which a process stalls, half a second after the measured period began. */
async function withStall(
  program: string,
  stallMs: number,
  more: Parameters<typeof measured>[1] = {},
): Promise<{ unit: Promise<UnitReport>; stalled: Promise<number> }> {
  const begun = Promise.withResolvers<void>();
  const unit = measured(async (request, jobFolder, ended) => {
    const { job, guarantee } = await startNodeJob(request, jobFolder, ended);
    const usage: typeof job.usage = () => {
      begun.resolve();
      return job.usage();
    };
    return { job: { ...job, usage }, guarantee };
  }, more);
  unit.catch(() => {});
  const stalled = begun.promise.then(async () => {
    await setTimeout(500);
    // The last one that was started.
    const number = childrenOf(process.pid, program).at(-1)!;
    process.kill(number, 'SIGSTOP');
    const startMs = performance.now();
    if (stallMs === Infinity) return startMs;
    await setTimeout(stallMs);
    process.kill(number, 'SIGCONT');
    return startMs;
  });
  return { unit, stalled };
}

function excludedFigures({ exclusions }: UnitReport): readonly string[] {
  return exclusions.flatMap(({ figures }) => figures ?? ['all']);
}

function reasonsOf({ exclusions }: UnitReport): string {
  return exclusions.map(({ reason }) => reason).join('; ');
}

describe('a process that stalls for 2 s', { timeout: 60_000 }, () => {
  test.each<[string, string, (report: UnitReport) => void]>([
    [
      'of the consumer, has the figures excluded that it moved',
      'consumer-process',
      (report) => {
        expect(excludedFigures(report)).toEqual(expect.arrayContaining(['p90', 'distribution']));
        expect(reasonsOf(report)).toMatch(/noted [2-9]\d % of the records late/);
      },
    ],
    [
      'of the producer, too',
      'producer-process',
      (report) => {
        expect(excludedFigures(report)).toEqual(expect.arrayContaining(['p90', 'distribution']));
        expect(reasonsOf(report)).toMatch(/the measuring sent [2-9]\d % /);
      },
    ],
    [
      'of the job, counts as what it is',
      'node-job-process',
      (report) => {
        expect(excludedFigures(report)).not.toContain('p90');
        expect(report.latencyMicros!.max).toBeGreaterThan(1_500_000);
      },
    ],
  ])('%s, and leaves the answer as it is', async (_, program, expectation) => {
    const { unit } = await withStall(program, 2000);
    const report = await unit;
    expectation(report);
    const { answer } = await referenceByBatch(spec, folder, { signal, machine: new OneAtATime() });
    expect(report.output).toMatchObject({ rows: answer.rows, unorderedDigest: answer.unorderedDigest });
  });
});

describe('a process that stalls for good', { timeout: 60_000 }, () => {
  test.each([
    ['consumer-process', 'the consumer of a unit has said nothing'],
    ['producer-process', 'the producer of a unit has said nothing'],
  ])('%s: the unit ends within 10 s, and says what to do', async (program, what) => {
    const { unit, stalled } = await withStall(program, Infinity);
    const error = await unit.catch((reason: unknown) => reason as StreamBenchError);
    expect((error as StreamBenchError).message).toMatch(new RegExp(`${what}.* stopped: kill -CONT \\d+`));
    expect(performance.now() - (await stalled)).toBeLessThan(10_000);
  });

  test('the job: the unit is excluded, within 10 s of its last record', async () => {
    const { unit, stalled } = await withStall('node-job-process', Infinity);
    expect(reasonsOf(await unit)).toMatch(/\d+ effects of records were not seen/);
    expect(performance.now() - (await stalled)).toBeLessThan(spec.durationMs! + 10_000);
  });
});

test('a broker that stalls for good: the unit ends within 10 s, and says what to do', { timeout: 60_000 }, async () => {
  const own = new Cluster(() => requireInstallation('kafka').jars, folder);
  const broker = await own.broker(signal);
  const { unit, stalled } = await withStall('kafka.Kafka', Infinity, { broker });
  const error = await unit.catch((reason: unknown) => reason as StreamBenchError);
  expect((error as StreamBenchError).message).toMatch(
    /^the process of the Kafka broker is stopped\n.*kill -CONT \d+\.$/,
  );
  expect(performance.now() - (await stalled)).toBeLessThan(10_000);
  await own.close();
});

test('a job without a row is told after half of --unit-timeout, and ended after all of it', async () => {
  const told: string[] = [];
  const silent: StartJob = async () => {
    const job = { lost: new Promise<never>(() => {}), usage: () => null, stop: async () => {} };
    return Promise.resolve({ job, guarantee: 'none' });
  };
  const unit = measured(silent, { unitTimeoutMs: 12_000, notify: (text) => told.push(text) });
  await expect(unit).rejects.toThrow(
    'the unit of node continuous was ended, because waiting for its first row took longer than 12 s',
  );
  expect(told).toContain(
    'The unit of node continuous has been waiting for its first row for 6 s. It is ended after 12 s.\n',
  );
}, 60_000);

test('--unit-timeout holds for the relay too', async () => {
  const floor = cluster.measure(spec, { signal, unitTimeoutMs: 100 });
  await expect(floor).rejects.toThrow('the relay was ended, because preparing took longer than 0.1 s');
}, 60_000);
