import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireInstallation } from '../../installations/installation.ts';
import { writePipelineFile } from '../../workloads/pipeline-file.test-program.ts';
import { specOf } from '../example-spec.test-program.ts';
import type { UnitReport } from '../unit-report.ts';
import { Cluster } from './cluster.ts';
import { measureJob } from './harness.ts';
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

async function measured(
  service: Service,
  changes: { durationMs?: number; partitions?: number } = {},
): Promise<UnitReport> {
  const { durationMs = 4000, partitions = 1 } = changes;
  const spec = specOf({ workload: join(folder, 'copied.ts'), ratePerSecond: 1000, warmUpMs: 2000, durationMs });
  const context = { broker: await cluster.broker(signal), temporary: folder, partitions, isCopied: true, signal };
  return measureJob(spec, knownServer(service), context);
}

async function latencyOf(service: Service): Promise<NonNullable<UnitReport['latencyMicros']>> {
  const { latencyMicros, exclusions } = await measured(service);
  expect(exclusions).toEqual([]);
  expect(latencyMicros!.count).toBe(4000);
  return latencyMicros!;
}

function expectNear(value: number, expected: number, within: number): void {
  expect(Math.abs(value - expected), `${value} is near ${expected}`).toBeLessThan(within);
}

describe('a server of known speed between two topics', { timeout: 180_000 }, () => {
  test('of 0.5 ms a record takes 0.5 ms longer than the relay', async () => {
    const before = await latencyOf(relay);
    const served = await latencyOf({ everyMs: 0, fixedMicros: 500, perRecordMicros: 0 });
    const after = await latencyOf(relay);
    const floor = (before.p50! + after.p50!) / 2;
    expectNear((served.p50! - floor) / 1000, 0.5, 0.5);
  });

  test('of 20 ms and 40 µs a record every 100 ms takes half of the interval and the service', async () => {
    const floor = await latencyOf(relay);
    const served = await latencyOf({ everyMs: 100, fixedMicros: 20_000, perRecordMicros: 40 });
    // At 1,000/s it has 100 records: 24 ms. Records wait for a trigger from 0 to 100 ms.
    expectNear((served.p50! - floor.p50!) / 1000, 74, 4);
    expectNear((served.p90! - floor.p50!) / 1000, 114, 4);
  });

  test('that stalls for 1 s makes records late by up to that', async () => {
    const { max, p50 } = await latencyOf({ ...relay, stall: { afterMs: 3500, forMs: 1000 } });
    expectNear(max! / 1000, 1000, 100);
    expect(p50! / 1000).toBeLessThan(100);
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
