import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Result } from '../../src/results/result.ts';
import { writtenBy } from '../written-by.ts';
import { batchingTable } from './table.ts';

/**
 * `npm run bench:batching`: when a micro-batch should start. Micro-batches without an interval, at intervals, adaptive
 * ones and such with a deadline on the same steady and changing loads, into SQLite with and without waiting for the
 * disk. Takes about eight minutes. Writes results/batching/*.json, and results/batching.md out of them.
 */
const run = promisify(execFile);
const streamBench = new URL('../../bin/stream-bench.js', import.meta.url).pathname;
const folder = 'results/batching';
const loads = {
  constant: ['--rate', '20k'],
  bursts: ['--load', 'burst:rate=5k,peak=60k,on=200ms,every=1s'],
  wave: ['--load', 'wave:rate=2k,peak=40k,every=2s'],
};
const syncs = ['normal', 'full'];
const executors = ['--executor', 'micro-batch,adaptive,deadline', '--interval', '0,10ms', '--deadline', '10ms,20ms'];

mkdirSync(folder, { recursive: true });
const tables: string[] = [];
for (const sync of syncs)
  for (const [name, load] of Object.entries(loads)) {
    const path = `${folder}/${name}-${sync}.json`;
    console.error(`${new Date().toISOString().slice(11, 19)} ${path}`);
    const args = ['run', 'fraud', ...executors, ...load, '--sync', sync, '--duration', '4s', '--repeat', '3'];
    await run(process.execPath, [streamBench, ...args, '--out', path, '--force', '--quiet']);
    tables.push(batchingTable(JSON.parse(readFileSync(path, 'utf8')) as Result));
  }
writeFileSync(
  'results/batching.md',
  `# When a micro-batch should start

${writtenBy('npm run bench:batching')}

\`fraud\` into SQLite, medians of three units of 4 s. *Busy* is the time of processing and commits; *records* are those
of a micro-batch. A dash: excluded in all units, because the machine disturbed them. With an interval of 0 a
micro-batch starts as soon as the one before is done: it has the lowest latency and the highest cost. \`adaptive\`
and \`deadline\` are worth it where commits are slow, as with \`--sync full\`.

${tables.join('\n\n')}
`,
);
