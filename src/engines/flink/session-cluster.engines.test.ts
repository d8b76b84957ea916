import { once } from 'node:events';
import { mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireInstallation } from '../../installations/installation.ts';
import { javaProgram } from '../../installations/needed-programs.ts';
import { Program } from '../../processes/program.ts';
import { answerFaults } from '../answer-faults.test-program.ts';
import { availableEngines, referenceByBatch } from '../available.ts';
import type { Engines } from '../engines.ts';
import { specOf } from '../example-spec.test-program.ts';
import { flinkConfiguration } from '../flink-modes.ts';
import { OneAtATime } from '../one-at-a-time.ts';

// A session cluster of Flink that is there: a job manager, and a task manager with two slots, without the connector.

let folder: string;
let address: string;
let engines: Engines | undefined;
const servers: Program[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-session-'));
  const [port, rpcPort] = [await freePort(), await freePort()];
  address = `127.0.0.1:${port}`;
  writeFileSync(join(folder, 'config.yaml'), clusterConfig(port, rpcPort));
  for (const name of ['units', 'cluster']) mkdirSync(join(folder, name));
  server('entrypoint.StandaloneSessionClusterEntrypoint');
  server('taskexecutor.TaskManagerRunner');
  while ((await slots().catch(() => undefined)) !== 2) await setTimeout(200);
  engines = availableEngines({ temporary: join(folder, 'units'), clusters: { flink: address } });
}, 60_000);
afterAll(async () => {
  await engines?.close();
  for (const program of servers) await program.stop();
  rmSync(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await once(probe.close(), 'close');
  return port;
}

function clusterConfig(port: number, rpcPort: number): string {
  return `jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: ${rpcPort}
jobmanager.bind-host: 127.0.0.1
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: ${port}
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
taskmanager.numberOfTaskSlots: 2
taskmanager.cpu.cores: 2
taskmanager.memory.task.heap.size: 256m
taskmanager.memory.task.off-heap.size: 0m
taskmanager.memory.managed.size: 64m
taskmanager.memory.network.min: 64m
taskmanager.memory.network.max: 64m
taskmanager.memory.framework.heap.size: 64m
taskmanager.memory.framework.off-heap.size: 64m
taskmanager.memory.jvm-metaspace.size: 256m
taskmanager.memory.jvm-overhead.min: 64m
taskmanager.memory.jvm-overhead.max: 64m
io.tmp.dirs: ${join(folder, 'cluster')}
`;
}

function server(name: string): void {
  const { jars } = requireInstallation('flink');
  const own = readdirSync(jars).filter((jar) => !jar.startsWith('flink-sql-connector-kafka'));
  const classPath = own.map((jar) => join(jars, jar)).join(delimiter);
  const opens = ['java.util', 'java.lang'].map((part) => `--add-opens=java.base/${part}=ALL-UNNAMED`);
  const args = ['-Xmx512m', `-Djava.io.tmpdir=${join(folder, 'cluster')}`, ...opens, '-cp', classPath];
  const all = [...args, `org.apache.flink.runtime.${name}`, '--configDir', folder];
  servers.push(new Program(javaProgram(process.env), all, { cwd: folder, log: join(folder, `${name}.log`) }));
}

async function asked(path: string): Promise<Record<string, unknown>> {
  return (await fetch(`http://${address}/${path}`)).json() as Promise<Record<string, unknown>>;
}

async function slots(): Promise<unknown> {
  return (await asked('overview'))['slots-available'];
}

async function states(): Promise<string[]> {
  const { jobs } = (await asked('jobs')) as { jobs: { status: string }[] };
  return jobs.map(({ status }) => status);
}

const configuration = { ...flinkConfiguration('streaming', null), parallelism: 2 };
const spec = specOf({
  workload: 'fraud:counts',
  configuration,
  ratePerSecond: 300,
  warmUpMs: 3000,
  durationMs: 3000,
});

test('a job runs on it, has the answer of batch, and is cancelled with its unit', async () => {
  const context = { signal: new AbortController().signal, machine: new OneAtATime() };
  const { report } = await engines!.of(configuration).measure(spec, context);
  const { answer } = await referenceByBatch(spec, folder, context);
  expect(report.output).toMatchObject({ rows: answer.rows, unorderedDigest: answer.unorderedDigest });
  // On a busy machine figures may be excluded; what was seen may not.
  expect(answerFaults(report)).toEqual([]);
  expect(report.latencyMicros!.count).toBe(report.records.measured);
  // Of its task managers nothing is known.
  expect([report.cpuNanosPerRecord, report.peakRssBytes]).toEqual([null, null]);
  expect(await states()).toEqual(['CANCELED']);
}, 240_000);

test('a job is cancelled where the user interrupts its unit', async () => {
  const controller = new AbortController();
  const context = { signal: controller.signal, machine: new OneAtATime() };
  const measuring = engines!.of(configuration).measure(spec, context);
  const ended = measuring.catch((error: unknown) => error);
  while (!(await states()).includes('RUNNING')) await setTimeout(100);
  controller.abort(new Error('enough'));
  expect(await ended).toEqual(new Error('enough'));
  expect(new Set(await states())).toEqual(new Set(['CANCELED']));
}, 120_000);
