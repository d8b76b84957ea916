import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Result } from '../../src/results/result.ts';
import { median } from '../../src/statistics/median.ts';

/**
 * `npm run bench:hand-written`: the capacity that stream-bench finds, beside what a loop written by hand sustains on the
 * same records and the same sink. The loop runs in fresh processes, twice before and after each search, so that a
 * machine that changes its speed changes it for both.
 */
const { values } = parseArgs({ options: { sync: { type: 'string', default: 'full' }, interval: { type: 'string', default: '100' }, searches: { type: 'string', default: '3' } } });
const run = promisify(execFile);
const loop = new URL('loop.ts', import.meta.url).pathname;
const streamBench = new URL('../../bin/stream-bench.js', import.meta.url).pathname;
const modes = [
  { name: 'continuous', intervalMs: null },
  { name: `micro-batch ${values.interval} ms`, intervalMs: Number(values.interval) },
];

const byHand = new Map<string, number[]>(modes.map(({ name }) => [name, []]));
const found = new Map<string, number[]>(modes.map(({ name }) => [name, []]));
await allByHand();
for (let search = 0; search < Number(values.searches); search++) {
  for (const { executor, intervalMs, estimate } of await capacities()) {
    if (estimate !== null) found.get(modes.find((mode) => mode.intervalMs === intervalMs)?.name ?? executor)!.push(estimate);
  }
  await allByHand();
}
console.log(`nexmark:q1 into SQLite, synchronous ${values.sync}; records/s, median (smallest to largest)`);
for (const { name } of modes) {
  const [own, loops] = [found.get(name)!, byHand.get(name)!];
  console.log(`${name}: stream-bench ${spread(own)}, by hand ${spread(loops)}; ratio ${(median(own)! / median(loops)!).toFixed(2)}`);
}
const [continuous, batches] = modes.map(({ name }) => median(found.get(name)!)!);
console.log(`micro-batches sustain ${(batches / continuous).toFixed(1)} times as much as continuous`);

async function allByHand(): Promise<void> {
  for (const { name, intervalMs } of [...modes, ...modes]) {
    const { stdout } = await run(process.execPath, [loop, '--interval', String(intervalMs ?? 0), '--sync', values.sync]);
    byHand.get(name)!.push((JSON.parse(stdout) as { ratePerSecond: number }).ratePerSecond);
  }
}

async function capacities(): Promise<NonNullable<Result['capacity']>> {
  const out = join(tmpdir(), `stream-bench-capacity-${process.pid}.json`);
  await run(process.execPath, [streamBench, 'capacity', 'nexmark:q1', '--sync', values.sync, '--interval', `${values.interval}ms`, '--out', out, '--quiet']);
  const { capacity = [] } = JSON.parse(readFileSync(out, 'utf8')) as Result;
  rmSync(out);
  return capacity;
}

function spread(rates: readonly number[]): string {
  if (rates.length === 0) return 'found nothing';
  const [low, middle, high] = [Math.min(...rates), median(rates)!, Math.max(...rates)].map((rate) => Math.round(rate).toLocaleString('en'));
  return `${middle} (${low} to ${high})`;
}
