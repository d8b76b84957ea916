/**
 * `npm run docs`: updates the outputs and files that README.md, CONTRIBUTING.md and docs/ show.
 * `npm run docs -- --measure` first measures the results in docs/examples again, which takes about 10 minutes.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { withDigest } from '../../src/results/result-text.ts';
import type { Result } from '../../src/results/result.ts';
import { currentPage, pagePaths } from './pages.ts';

/** The command that measures each file of docs/examples. */
const examples: Readonly<Record<string, string>> = {
  'docs/examples/run.json': 'run',
  'docs/examples/commit.json': 'run --interval 0,10ms --commit invocation,epoch:100ms --sync full',
  'docs/examples/capacity.json': 'capacity --interval 100ms --sync full',
  'docs/examples/sweep.json': 'sweep',
};

const { values } = parseArgs({ options: { measure: { type: 'boolean', default: false } } });
if (values.measure) Object.entries(examples).forEach(([file, command]) => measure(file, command));
for (const path of pagePaths()) writeFileSync(path, await currentPage(path));

function measure(file: string, command: string): void {
  execFileSync(process.execPath, ['bin/stream-bench.js', ...command.split(' '), '--out', file], { stdio: 'inherit' });
  const short = withDigest(withoutCurves(JSON.parse(readFileSync(file, 'utf8')) as Result));
  writeFileSync(file, `${JSON.stringify(short)}\n`);
}

/** Without timelines and histograms, which no page shows, and which are nine tenths of a file. */
function withoutCurves(result: Result): Result {
  const histograms = { latency: null, uncorrected: null, durable: null, result: null };
  return { ...result, units: result.units.map((unit) => ({ ...unit, timeline: null, histograms })) };
}
