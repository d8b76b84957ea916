import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireInstallation } from '../../installations/installation.ts';
import type { Configuration } from '../../results/configuration.ts';
import { answerFaults } from '../answer-faults.test-program.ts';
import { specOf } from '../example-spec.test-program.ts';
import type { BlackBox, JsonPlace, RecordFormat, RowTrace } from '../kafka/black-box/black-box.ts';
import type { Cluster } from '../kafka/cluster.ts';
import { ClusterWithoutFloor } from '../kafka/cluster-without-floor.test-program.ts';
import { OneAtATime } from '../one-at-a-time.ts';
import type { UnitReport } from '../unit-report.ts';
import { jobEngine } from './job-engine.ts';
import type { OwnJobs } from './own-jobs.ts';

// Jobs as users have them, between two topics of fixed names: each unit has to find them empty.

let folder: string;
let cluster: Cluster;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-job-'));
  cluster = new ClusterWithoutFloor(() => requireInstallation('kafka').jars, folder);
});
afterAll(async () => {
  await cluster.close();
  const left = readdirSync(folder).filter((name) => name.startsWith('stream-bench-'));
  rmSync(folder, { recursive: true });
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
});

const program = join(import.meta.dirname, 'example-job.test-program.ts');
const command = (what: string): string => `'${process.execPath}' '${program}' {kafka} {in} "$STREAM_BENCH_OUT" ${what}`;
const header: RowTrace = { kind: 'header', name: 'id' };
const id = { kind: 'json', id: { row: ['order', 'id'], record: ['order', 'id'], windowMs: null } } as const;
const groups: RowTrace = {
  kind: 'groups',
  by: [
    { row: ['key'], record: ['key'], windowMs: null },
    { row: ['window'], record: ['time'], windowMs: 10_000 },
  ],
  count: ['n'],
};

const records = 1200;
const ratePerSecond = 200;

function recording(): string {
  const path = join(folder, 'orders.ndjson');
  const start = Date.UTC(2026, 0, 1);
  const lines = Array.from({ length: records }, (_, record) => {
    const time = new Date(start + record * 50).toISOString();
    return JSON.stringify({ key: `k${record % 7}`, time, order: { id: `o-${record}` } });
  });
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

interface Asked {
  readonly unitTimeoutMs?: number;
  readonly workload?: string;
  readonly format?: RecordFormat;
}

async function measured(what: string, trace: RowTrace, asked: Asked = {}): Promise<UnitReport> {
  const { unitTimeoutMs, workload = recording(), format = 'text' } = asked;
  const box: BlackBox = { trace, ignored: [['at']], key: null, template: null, format };
  const jobs: OwnJobs = {
    jobs: [{ name: 'A', command: command(what) }],
    box,
    topicNames: { input: 'orders', output: 'alerts' },
  };
  const engine = jobEngine(jobs, cluster, folder);
  const configuration: Configuration = {
    engine: 'job',
    mode: 'A',
    executor: 'continuous',
    intervalMs: null,
    commit: 'invocation',
  };
  const spec = specOf({ workload, configuration, ratePerSecond, warmUpMs: 2000, durationMs: 3000 });
  const context = { signal: new AbortController().signal, machine: new OneAtATime(), unitTimeoutMs };
  return (await engine.measure(spec, context)).report;
}

describe('a job of the user', { timeout: 180_000 }, () => {
  test('that copies records is traced by a header and by a path; one that loses some has other rows', async () => {
    const whole = await measured('pass', header);
    const lossy = await measured('lossy', id);
    const again = await measured('pass', id);
    for (const report of [whole, again]) {
      expect([answerFaults(report), report.guarantee]).toEqual([[], 'none']);
      expect(report.records).toMatchObject({ measured: 600, dropped: 0 });
      expect(report.latencyMicros!.count).toBe(600);
      expect(report.cpuNanosPerRecord).toBeGreaterThan(0);
      expect(report.output).toMatchObject({ rows: 1000, rowsWritten: 1000, readBack: 'yes' });
    }
    expect(again.output.unorderedDigest).toBe(whole.output.unorderedDigest);
    expect(lossy.records).toMatchObject({ measured: 600, dropped: 60 });
    expect([lossy.latencyMicros!.count, lossy.output.rows, answerFaults(lossy)]).toEqual([540, 900, []]);
    expect(lossy.output.unorderedDigest).not.toBe(whole.output.unorderedDigest);
  });

  test('that counts by key and window shows each record with the count that reaches it', async () => {
    const report = await measured('count', groups);
    expect(answerFaults(report)).toEqual([]);
    expect(report.latencyMicros!.count).toBe(600);
    // 1,000 records of 50 ms each are five windows of 10 s, with 7 keys each.
    expect(report.output).toMatchObject({ rows: 35, rowsWritten: 1000 });
  });

  test('that reads Avro finds the schema where its command says', async () => {
    const number: JsonPlace = { row: ['number'], record: ['number'], windowMs: null };
    const report = await measured('avro {schema}', { kind: 'json', id: number }, { workload: 'fraud', format: 'avro' });
    expect(answerFaults(report)).toEqual([]);
    expect(report.records).toMatchObject({ measured: 600, dropped: 0 });
    expect(report.output).toMatchObject({ rows: 1000, rowsWritten: 1000 });
  });

  test('that takes 20 ms for each batch has the latency that it must have', async () => {
    const { p50, max } = (await measured('sleep 20', header)).latencyMicros!;
    // A record waits for the rest of the batch before it, and then for its own. The topics take some more.
    expect(p50! / 1000).toBeGreaterThan(25);
    expect(p50! / 1000).toBeLessThan(60);
    expect(max! / 1000).toBeGreaterThan(40);
  });

  test.each<[what: string, trace: RowTrace, told: RegExp]>([
    ['ends', header, /^job A ended with exit code 3: no configuration found$/],
    ['silent', header, /^the job has put out no row within 8 s; the last line that it printed: ready\n/],
    ['text', id, /^the first row of the job is no JSON: no JSON\n/],
    ['pass', { kind: 'json', id: { ...id.id, record: ['key'] } }, /^records 1 and 8 have the same id at \$\.key: k0\n/],
  ])('that does this: %s, with rows traced by %j, ends the unit and says why', async (what, trace, told) => {
    await expect(measured(what, trace, { unitTimeoutMs: 8000 })).rejects.toThrow(told);
  });
});
