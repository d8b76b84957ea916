import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Capacity } from '../../src/results/findings/capacity.ts';
import { median } from '../../src/statistics/median.ts';
import { readCapacities } from '../capacity-result.ts';

/**
 * `npm run bench:hand-written`: the capacity that stream-bench finds, beside the throughput of a loop written by hand
 * on the same records and the same sink. The loop runs in fresh processes, twice before and after each search, so that
 * a change in the machine's speed affects both.
 */
const { values } = parseArgs({
  options: {
    sync: { type: 'string', default: 'full' },
    interval: { type: 'string', default: '100' },
    searches: { type: 'string', default: '3' },
  },
});
const run = promisify(execFile);
const loop = new URL('loop.ts', import.meta.url).pathname;
const streamBench = new URL('../../bin/stream-bench.js', import.meta.url).pathname;
const modes = [
  { name: 'continuous', intervalMs: null },
  { name: `micro-batch ${values.interval} ms`, intervalMs: Number(values.interval) },
];

/** By mode: the rates of the two loops of each round; and the estimate of each search, null where there is none. */
const byHand = new Map<string, number[][]>(modes.map(({ name }) => [name, []]));
const found = new Map<string, (number | null)[]>(modes.map(({ name }) => [name, []]));
await allByHand();
for (let search = 0; search < Number(values.searches); search++) {
  const all = await searchCapacities();
  for (const { name, intervalMs } of modes)
    found.get(name)!.push(all.find((capacity) => capacity.intervalMs === intervalMs)?.estimate ?? null);
  await allByHand();
}
console.log(`nexmark:q1 into SQLite, synchronous ${values.sync}; records/s, median (smallest to largest)`);
for (const { name } of modes) {
  console.log(
    [
      `${name}: stream-bench ${spread(ownOf(name), whole)}`,
      `by hand ${spread(byHand.get(name)!.flat(), whole)}`,
      `stream-bench over the loops around it ${spread(ratiosOf(name), hundredths)}`,
    ].join(', '),
  );
}
const [continuous, batches] = modes.map(({ name }) => median(ownOf(name))!);
console.log(`micro-batches keep up with ${(batches / continuous).toFixed(1)} times the rate of continuous`);

function ownOf(name: string): number[] {
  return found.get(name)!.filter((estimate) => estimate !== null);
}

/** The estimate of each search as a share of the loops right before and after it. */
function ratiosOf(name: string): number[] {
  const loops = byHand.get(name)!;
  return found
    .get(name)!
    .flatMap((estimate, search) =>
      estimate === null ? [] : [estimate / median([...loops[search], ...loops[search + 1]])!],
    );
}

async function allByHand(): Promise<void> {
  for (const { name } of modes) byHand.get(name)!.push([]);
  for (const { name, intervalMs } of [...modes, ...modes]) {
    const { stdout } = await run(process.execPath, [
      loop,
      '--interval',
      String(intervalMs ?? 0),
      '--sync',
      values.sync,
    ]);
    byHand
      .get(name)!
      .at(-1)!
      .push((JSON.parse(stdout) as { ratePerSecond: number }).ratePerSecond);
  }
}

async function searchCapacities(): Promise<readonly Capacity[]> {
  const out = join(tmpdir(), `stream-bench-capacity-${process.pid}.json`);
  await run(process.execPath, [
    streamBench,
    'capacity',
    'nexmark:q1',
    '--sync',
    values.sync,
    '--interval',
    `${values.interval}ms`,
    '--out',
    out,
    '--quiet',
  ]);
  const { capacities } = readCapacities(out);
  rmSync(out);
  return capacities;
}

function spread(numbers: readonly number[], text: (value: number) => string): string {
  if (numbers.length === 0) return 'none found';
  return `${text(median(numbers)!)} (${text(Math.min(...numbers))} to ${text(Math.max(...numbers))})`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function hundredths(value: number): string {
  return value.toFixed(2);
}
