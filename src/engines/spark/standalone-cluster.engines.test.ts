import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireInstallation } from '../../installations/installation.ts';
import { javaProgram } from '../../installations/needed-programs.ts';
import { Program } from '../../processes/program.ts';
import type { Configuration } from '../../results/configuration.ts';
import { answerFaults } from '../answer-faults.test-program.ts';
import { availableEngines, referenceByBatch } from '../available.ts';
import type { Engines } from '../engines.ts';
import { specOf } from '../example-spec.test-program.ts';
import { OneAtATime } from '../one-at-a-time.ts';
import { sparkConfiguration } from '../spark-modes.ts';
import type { UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';

// A standalone cluster of Spark that is there: a master, and a worker with four cores.

let folder: string;
let master: string;
let engines: Engines | undefined;
const servers: { readonly program: Program; readonly log: string }[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-standalone-'));
  const own = ['--host', '127.0.0.1', '--port', '0', '--webui-port', '0'];
  master = (await printed(server('master.Master', own), /spark:\/\/127\.0\.0\.1:\d+/))[0];
  const worker = server('worker.Worker', [...own, '-c', '4', '-m', '2g', '-d', join(folder, 'work'), master]);
  await printed(worker, /registered with master/);
  engines = availableEngines({ temporary: join(folder, 'units'), clusters: { master } });
}, 60_000);
afterAll(async () => {
  await engines?.close();
  for (const { program } of servers.toReversed()) await program.stop();
  rmSync(folder, { recursive: true });
});

/** Starts a part of the cluster; returns the file of what it prints. */
function server(name: string, args: readonly string[]): string {
  const { pysparkJars } = requireInstallation('spark');
  const log = join(folder, `${name}.log`);
  mkdirSync(join(folder, 'units'), { recursive: true });
  const all = ['-Xmx256m', '-cp', join(pysparkJars!, '*'), `org.apache.spark.deploy.${name}`, ...args];
  // Spark's own scripts say as much, from the names of its folders.
  const env = { SPARK_HOME: dirname(pysparkJars!), SPARK_SCALA_VERSION: '2.13', SPARK_LOCAL_DIRS: folder };
  servers.push({ program: new Program(javaProgram(process.env), all, { cwd: folder, env, log }), log });
  return log;
}

async function printed(log: string, pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const found = pattern.exec(readFileSync(log, 'utf8'));
    if (found !== null) return found;
    await setTimeout(100);
  }
}

function specFor(configuration: Configuration): UnitSpec {
  return specOf({ workload: 'fraud:counts', configuration, ratePerSecond: 300, warmUpMs: 3000, durationMs: 3000 });
}

const context = { signal: new AbortController().signal, machine: new OneAtATime() };

async function measured(configuration: Configuration): Promise<UnitReport> {
  return (await engines!.of(configuration).measure(specFor(configuration), context)).report;
}

/** What the master has told of applications, in order. */
function applications(): string[] {
  const lines = readFileSync(servers[0].log, 'utf8').split('\n');
  return lines.flatMap((line) => /Registered app|Removing app|Launching executor/.exec(line) ?? []);
}

test.each<Configuration>([
  { ...sparkConfiguration('micro-batch', 500), parallelism: 2 },
  sparkConfiguration('real-time', null),
  sparkConfiguration('dstream', 500),
])(
  '%o runs on it, has the answer of batch, and is gone at the end',
  async (configuration) => {
    const before = applications().length;
    const report = await measured(configuration);
    const { answer } = await referenceByBatch(specFor(configuration), folder, context);
    expect(report.output).toMatchObject({ rows: answer.rows, unorderedDigest: answer.unorderedDigest });
    // On a busy machine figures may be excluded; what was seen may not.
    expect(answerFaults(report)).toEqual([]);
    expect(report.latencyMicros!.count).toBe(report.records.measured);
    // Of its executors nothing is known.
    expect([report.cpuNanosPerRecord, report.peakRssBytes]).toEqual([null, null]);
    expect(applications().slice(before)).toEqual(['Registered app', 'Launching executor', 'Removing app']);
  },
  240_000,
);

test('a job that gets too few cores says so', async () => {
  const configuration = { ...sparkConfiguration('micro-batch', 500), parallelism: 3 };
  await expect(measured(configuration)).rejects.toThrow(/the cluster has given [04] of 6 cores within 30 s/);
}, 120_000);
