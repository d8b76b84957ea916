import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireInstallation } from '../../installations/installation.ts';
import { writePipelineFile } from '../../workloads/pipeline-file.test-program.ts';
import { isLateness } from '../answer-faults.test-program.ts';
import { specOf } from '../example-spec.test-program.ts';
import type { UnitReport } from '../unit-report.ts';
import { Cluster } from './cluster.ts';
import { measureJob } from './harness/harness.ts';
import { knownServer, relay, type Service } from './known-server.ts';

// What the harness says of servers whose latency theory gives: that, and the floor of the relay.

let folder: string;
let cluster: Cluster;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-truth-'));
  writePipelineFile(join(folder, 'copied.ts'), '');
  cluster = new Cluster(() => requireInstallation('kafka').jars, folder);
});
afterAll(async () => {
  await cluster.close();
  rmSync(folder, { recursive: true });
});

const signal = new AbortController().signal;

interface Load {
  readonly ratePerSecond?: number;
  readonly partitions?: number;
}

async function measured(service: Service, { ratePerSecond = 1000, partitions = 1 }: Load = {}): Promise<UnitReport> {
  const spec = specOf({ workload: join(folder, 'copied.ts'), ratePerSecond, warmUpMs: 2000, durationMs: 4000 });
  const context = { broker: await cluster.broker(signal), temporary: folder, partitions, isCopied: true, signal };
  return measureJob(spec, knownServer(service), context);
}

/** A unit that a busy machine has excluded is measured again. */
const tries = 3;

async function countedUnit(service: Service, load?: Load): Promise<UnitReport> {
  for (let attempt = 1; ; attempt++) {
    const report = await measured(service, load);
    const wasBusy = report.exclusions.some(({ reason }) => isLateness(reason));
    if (!wasBusy || attempt === tries) return report;
  }
}

async function latencyMsOf(service: Service, load?: Load): Promise<{ p50: number; p90: number; max: number }> {
  const { latencyMicros, exclusions, records } = await countedUnit(service, load);
  // On a busy machine the harness may be late.
  expect(exclusions.filter(({ reason }) => !isLateness(reason))).toEqual([]);
  expect(latencyMicros!.count).toBe(records.measured);
  return { p50: latencyMicros!.p50! / 1000, p90: latencyMicros!.p90! / 1000, max: latencyMicros!.max! / 1000 };
}

/**
 * By how much longer it takes than the relay: the least of three units each, in turn. Other programs, and a harness
 * that is late, only ever make a unit slower.
 */
async function longerThanRelay(service: Service, load?: Load): Promise<{ p50: number; p90: number }> {
  const [served, relayed] = [[], []] as { p50: number; p90: number }[][];
  for (let turn = 0; turn < 3; turn++) {
    relayed.push(await latencyMsOf(relay, load));
    served.push(await latencyMsOf(service, load));
  }
  const least = (of: typeof served, figure: 'p50' | 'p90'): number => Math.min(...of.map((unit) => unit[figure]));
  const floor = least(relayed, 'p50');
  return { p50: least(served, 'p50') - floor, p90: least(served, 'p90') - floor };
}

function expectNear(value: number, expected: number, within: number): void {
  expect(Math.abs(value - expected), `${value} is near ${expected}`).toBeLessThan(within);
}

describe('a server of known speed between two topics', { timeout: 180_000 }, () => {
  test('of 0.5 ms a record takes 0.5 ms longer than the relay', async () => {
    const service = { everyMs: 0, fixedMicros: 500, perRecordMicros: 0 };
    expectNear((await longerThanRelay(service, { ratePerSecond: 200 })).p50, 0.5, 0.4);
  });

  test('of 20 ms and 40 µs a record every 100 ms takes half of the interval and the service', async () => {
    // At 1,000/s it has 100 records: 24 ms. Records wait for a trigger from 0 to 100 ms.
    const { p50, p90 } = await longerThanRelay({ everyMs: 100, fixedMicros: 20_000, perRecordMicros: 40 });
    expectNear(p50, 74, 3);
    expectNear(p90, 114, 3);
  });

  test('that stalls for 1 s makes records late by up to that', async () => {
    const { max, p50 } = await latencyMsOf({ ...relay, stall: { afterMs: 3500, forMs: 1000 } });
    expectNear(max, 1000, 100);
    expect(p50).toBeLessThan(100);
  });

  test('that is slower than the load does not keep up, and its throughput is its speed', async () => {
    const { keepsUp, throughput } = await measured({ everyMs: 0, fixedMicros: 2000, perRecordMicros: 0 });
    expect(keepsUp).toBe('no');
    expectNear(throughput!, 500, 25);
  });

  test('gives each record its latency with two partitions as well', async () => {
    const { latencyMicros, records, output } = await measured(relay, { partitions: 2 });
    expect(latencyMicros!.count).toBe(4000);
    expect([records.measured, output.rows]).toEqual([4000, 6000]);
  });
});
