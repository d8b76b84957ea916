import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { markdownTable } from '../../src/reports/markdown.ts';
import { configurationName } from '../../src/results/configuration.ts';
import type { Capacity } from '../../src/results/findings/capacity.ts';
import { perSecond } from '../../src/results/quantity.ts';
import { median } from '../../src/statistics/median.ts';
import { readCapacities } from '../capacity-result.ts';
import { writtenBy } from '../written-by.ts';
import { modes, searches, type Mode } from './modes.ts';

/**
 * `npm run bench:hand-written`: the capacity that stream-bench finds, beside the throughput of a loop written by hand
 * on the same records and the same sink, which commits at the same points. The loop runs in fresh processes, twice
 * before and after each round of searches, so that a change in the machine's speed affects both. Writes
 * results/hand-written.md.
 */
const { values } = parseArgs({
  options: {
    sync: { type: 'string', default: 'full' },
    rounds: { type: 'string', default: '3' },
  },
});
const run = promisify(execFile);
const loop = new URL('loop.ts', import.meta.url).pathname;
const streamBench = new URL('../../bin/stream-bench.js', import.meta.url).pathname;

/** What is known of a mode: the rates of the two loops before the first round and after each, and each estimate. */
interface Found {
  readonly mode: Mode;
  readonly byHand: number[][];
  /** Null where a search found none. */
  readonly estimates: (number | null)[];
}

const all = modes.map((mode): Found => ({ mode, byHand: [], estimates: [] }));
await runLoops();
for (let round = 0; round < Number(values.rounds); round++) {
  const capacities = await searchCapacities();
  for (const { mode, estimates } of all) {
    const own = capacities.find((capacity) => configurationName(capacity) === mode.name);
    estimates.push(own?.estimate ?? null);
  }
  await runLoops();
}
writeFileSync('results/hand-written.md', report());
console.log(table());

async function runLoops(): Promise<void> {
  for (const { byHand } of all) byHand.push([]);
  for (const { mode, byHand } of [...all, ...all]) {
    const { stdout } = await run(process.execPath, [loop, ...mode.loopArguments, '--sync', values.sync]);
    byHand.at(-1)!.push((JSON.parse(stdout) as { ratePerSecond: number }).ratePerSecond);
  }
}

async function searchCapacities(): Promise<readonly Capacity[]> {
  const out = join(tmpdir(), `stream-bench-capacity-${process.pid}.json`);
  const found: Capacity[] = [];
  for (const options of searches) {
    const args = ['capacity', 'nexmark:q1', '--sync', values.sync, ...options, '--out', out, '--quiet'];
    await run(process.execPath, [streamBench, ...args]);
    found.push(...readCapacities(out).capacities);
    rmSync(out);
  }
  return found;
}

function table(): string {
  const heads = ['commits', 'stream-bench, records/s', 'by hand, records/s', 'ratio'];
  return markdownTable(heads, all.map(rowOf));
}

function rowOf({ mode, byHand, estimates }: Found): string[] {
  const ratios = estimates.flatMap((estimate, round) =>
    estimate === null ? [] : [estimate / median([...byHand[round], ...byHand[round + 1]])!],
  );
  const known = estimates.filter((estimate) => estimate !== null);
  return [mode.name, spread(known, perSecond), spread(byHand.flat(), perSecond), spread(ratios, hundredths)];
}

function spread(numbers: readonly number[], text: (value: number) => string): string {
  if (numbers.length === 0) return 'none found';
  return `${text(median(numbers)!)} (${text(Math.min(...numbers))} to ${text(Math.max(...numbers))})`;
}

function hundredths(value: number): string {
  return value.toFixed(2);
}

function report(): string {
  return `# Capacity beside a loop written by hand

${writtenBy(`npm run bench:hand-written -- --rounds ${values.rounds}`)}

Nexmark's query 1 into SQLite, synchronous ${values.sync}. The loop has no code of stream-bench: no plan, step,
executor, sink or meter. Medians, in brackets the smallest and the largest. The ratio is that of each search to the
loops right before and after it. With an epoch the loop commits every 100 ms, in its only thread; stream-bench commits
in another thread.

${table()}
`;
}
