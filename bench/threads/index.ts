import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { markdownTable } from '../../src/reports/markdown.ts';
import type { CapacityFindings } from '../../src/results/findings/capacity.ts';
import { perSecond } from '../../src/results/quantity.ts';
import type { Result } from '../../src/results/result.ts';
import { median } from '../../src/statistics/median.ts';
import { writtenBy } from '../written-by.ts';

/**
 * `npm run bench:threads`: the capacity of pipelines in one thread and in two, without a sink, and what the machine
 * itself allows: how fast two copies of a step are that know nothing of each other, beside one. Takes ten minutes.
 * Writes results/threads/*.json, and results/threads.md out of them.
 */
const run = promisify(execFile);
const streamBench = new URL('../../bin/stream-bench.js', import.meta.url).pathname;
const measureStep = new URL('../steps/measure.ts', import.meta.url).pathname;
const folder = 'results/threads';
const workloads = ['fraud', 'fraud:screen', 'web:counts', 'nexmark:q19'];
const rounds = 5;

mkdirSync(folder, { recursive: true });
const rows: string[][] = [];
for (const workload of workloads) rows.push(rowOf(workload, await capacityOf(workload)));
writeFileSync('results/threads.md', report(await copiesAtOnce()));

async function capacityOf(workload: string): Promise<CapacityFindings> {
  const out = `${folder}/${workload.replace(':', '-')}.json`;
  console.error(`${new Date().toISOString().slice(11, 19)} ${workload}`);
  const ofSearch = ['--sink', 'none', '--executor', 'micro-batch', '--interval', '10ms', '--parallelism', '1,2'];
  await run(process.execPath, [streamBench, 'capacity', workload, ...ofSearch, '--out', out, '--force', '--quiet']);
  return (JSON.parse(readFileSync(out, 'utf8')) as Result).findings as CapacityFindings;
}

function rowOf(workload: string, { capacities, scaleOut = [] }: CapacityFindings): string[] {
  const rates = capacities.map(({ estimate, low, high }) =>
    estimate === null || low === null || high === null
      ? 'inconclusive'
      : `${perSecond(estimate)} (${perSecond(low)} to ${perSecond(high)})`,
  );
  const points = scaleOut[0]?.points ?? [];
  const [one, two] = points.map((point) => point.perSecond);
  return [workload, ...rates, points.length < 2 ? '–' : (two / one).toFixed(2)];
}

/** How many times the throughput of one copy two copies have together, by rounds of neighbours. */
async function copiesAtOnce(): Promise<number[]> {
  const factors: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const alone = await nanosOfCopy();
    const both = await Promise.all([nanosOfCopy(), nanosOfCopy()]);
    factors.push(alone / both[0] + alone / both[1]);
  }
  return factors;
}

async function nanosOfCopy(): Promise<number> {
  const { stdout } = await run(process.execPath, [measureStep, 'nexmark:q19', 'the step', '1000']);
  return (JSON.parse(stdout) as { nanosPerRecord: number }).nanosPerRecord;
}

function report(factors: readonly number[]): string {
  const spread = `${Math.min(...factors).toFixed(2)} to ${Math.max(...factors).toFixed(2)}`;
  return `# One thread and two

${writtenBy('npm run bench:threads')}

Capacity in records/s of micro-batches of 10 ms, without a sink; in brackets the interval.

${markdownTable(['workload', 'one thread', 'two threads', 'factor'], rows)}

What the machine allows: two copies of the step of \`nexmark:q19\`, in processes that know nothing of each other, have
together ${median(factors)!.toFixed(2)} times the throughput of one (${spread}, ${rounds} rounds).
`;
}
