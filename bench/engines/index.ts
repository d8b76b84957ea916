import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs, promisify } from 'node:util';
import type { Result } from '../../src/results/result.ts';
import { writtenBy } from '../written-by.ts';
import { capacityTable, latencyTable } from './tables.ts';

/**
 * `npm run bench:engines`: the same pipelines on all engines between two topics, side by side, and the capacity of each
 * on fraud:screen. Writes results/engines/*.json, and results/engines.md out of whatever is there, so that parts can be
 * measured by themselves: `-- --only latency --workload fraud:counts`.
 */
const all = { workloads: ['ysb:screen', 'fraud:screen', 'fraud:counts'], rates: ['1k', '5k'] };
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'latency,parallel,capacity' },
    workload: { type: 'string', default: all.workloads.join(',') },
    rate: { type: 'string', default: all.rates.join(',') },
    repeat: { type: 'string', default: '3' },
    duration: { type: 'string', default: '10s' },
  },
});
const run = promisify(execFile);
const streamBench = new URL('../../bin/stream-bench.js', import.meta.url).pathname;
const folder = 'results/engines';
const parts = values.only.split(',');
const workloads = values.workload.split(',');
const rates = values.rate.split(',');

mkdirSync(folder, { recursive: true });
if (parts.includes('latency')) await forEach(measureLatency);
if (parts.includes('parallel')) await forEach(measureParallel);
if (parts.includes('capacity')) await measureCapacity();
writeFileSync('results/engines.md', report());

async function forEach(measure: (workload: string, rate: string) => Promise<void>): Promise<void> {
  for (const workload of workloads) for (const rate of rates) await measure(workload, rate);
}

async function measureLatency(workload: string, rate: string): Promise<void> {
  const engines = ['local', 'node', 'spark', 'flink'].flatMap((engine) => ['--engine', engine]);
  const { repeat, duration } = values;
  const length = ['--rate', rate, '--repeat', repeat, '--duration', duration];
  await streamBenchTo('run', pathOf(workload, rate), [workload, ...engines, '--interval', '0,500ms', ...length]);
}

/** Two processes of Node on two partitions. */
async function measureParallel(workload: string, rate: string): Promise<void> {
  const { repeat, duration } = values;
  const length = ['--rate', rate, '--repeat', repeat, '--duration', duration];
  const inTwo = ['--engine', 'node', '--parallelism', '1,2', '--interval', '100ms', ...length];
  await streamBenchTo('run', pathOf(workload, `${rate}-parallel`), [workload, ...inTwo]);
}

async function measureCapacity(): Promise<void> {
  const engines = ['node', 'spark', 'flink'].flatMap((engine) => ['--engine', engine]);
  await streamBenchTo('capacity', `${folder}/capacity.json`, ['fraud:screen', ...engines, '--interval', '500ms']);
}

function pathOf(workload: string, what: string): string {
  return `${folder}/${workload.replace(':', '-')}-${what}.json`;
}

async function streamBenchTo(command: string, out: string, args: readonly string[]): Promise<void> {
  console.error(`${new Date().toISOString().slice(11, 19)} ${command} ${args.join(' ')}`);
  await run(process.execPath, [streamBench, command, ...args, '--out', out, '--force', '--quiet']);
}

function report(): string {
  const found = [...all.rates, ...all.rates.map((rate) => `${rate}-parallel`)].flatMap((what) =>
    all.workloads.flatMap((workload) => read(pathOf(workload, what)) ?? []),
  );
  const capacity = read(`${folder}/capacity.json`);
  const sections = [...found.map(latencyTable), ...(capacity === undefined ? [] : [capacityTable(capacity)])];
  return `# The same pipelines on engines between two topics

${writtenBy('npm run bench:engines -- --repeat 2')}

One broker, one partition if no other number is named, acks all. Latency is that of each input record, from its
intended arrival to when its effect could be read from the output topic, in milliseconds: medians of the units that
count, in brackets the smallest and the largest. A dash: no unit counts, because the machine or the harness has moved
the figure too far. Cost: processor seconds of the job alone for a million records, and its most memory. *Keeps up*
judges all units of a row together. A configuration without the name of an engine is of the local engine, without Kafka.

${sections.join('\n\n')}
`;
}

function read(path: string): Result | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Result;
  } catch {
    return undefined;
  }
}
