import { spawnSync } from 'node:child_process';
import { markdownTable } from '../src/reports/markdown.ts';
import { median } from '../src/statistics/median.ts';

const rounds = 21;
const nothing = 'node -e 0';
const bin = new URL('../bin/stream-bench.js', import.meta.url).pathname;
const commandLines: Readonly<Record<string, readonly string[]>> = {
  [nothing]: ['-e', '0'],
  'stream-bench --version': [bin, '--version'],
  'stream-bench --help': [bin, '--help'],
  'stream-bench list': [bin, 'list'],
  'stream-bench run --rate none': [bin, 'run', '--rate', 'none'],
};

/** How long whole processes take that measure nothing, beside a Node that does nothing. In turns. */
export function startupTable(): string {
  const times = new Map(Object.keys(commandLines).map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++)
    for (const [name, args] of Object.entries(commandLines)) times.get(name)!.push(timed(args));
  const alone = times.get(nothing)!;
  const rows = [...times].map(([name, found]) => {
    const ratios = found.map((ms, round) => ms / alone[round]);
    const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    return [name, `${median(found)!.toFixed(0)} ms`, `${median(ratios)!.toFixed(2)} (${spread})`];
  });
  return markdownTable(['command', 'median', `over ${nothing}`], rows);
}

function timed(args: readonly string[]): number {
  const start = performance.now();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - start;
}
