import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs, promisify } from 'node:util';
import { markdownTable } from '../../src/reports/markdown.ts';
import { configurationName } from '../../src/results/configuration.ts';
import { micros, perSecond } from '../../src/results/quantity.ts';
import type { Result } from '../../src/results/result.ts';
import { median } from '../../src/statistics/median.ts';
import { writtenBy } from '../written-by.ts';
import { configurations } from './units.ts';

/**
 * `npm run bench:endless`: whether it disturbs that records are made, and the log is written, while a unit is measured:
 * beside units that have all in memory, on two cores and on one. And two long units: 60 s at 1,000,000 records/s, 10
 * min at 100,000. Takes half an hour. Writes results/endless.md, and of the long units the results beside it.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'beside,long' },
    rounds: { type: 'string', default: '5' },
  },
});
const run = promisify(execFile);
const unit = new URL('unit.ts', import.meta.url).pathname;
const streamBench = new URL('../../bin/stream-bench.js', import.meta.url).pathname;
const folder = 'results/endless';
const ways = ['memory', 'meanwhile'] as const;
const long = {
  'a-million': ['--rate', '1M', '--duration', '60s'],
  'ten-minutes': ['--rate', '100k', '--duration', '10min'],
};

interface Measured {
  readonly latencyMicros: { readonly p50: number; readonly p99: number; readonly p999: number };
  readonly busyNanosPerRecord: number;
  readonly digest: string;
  readonly peakRssBytes: number;
}

mkdirSync(folder, { recursive: true });
const besideFile = `${folder}/beside.md`;
if (values.only.includes('beside')) writeFileSync(besideFile, await besideMemory());
if (values.only.includes('long')) for (const [name, args] of Object.entries(long)) await measureLong(name, args);
writeFileSync('results/endless.md', report());

async function besideMemory(): Promise<string> {
  const rows: string[][] = [];
  for (const cores of [2, 1])
    for (const [number, configuration] of configurations.entries()) {
      const found = new Map<string, Measured[]>(ways.map((way) => [way, []]));
      for (let round = 0; round < Number(values.rounds); round++)
        for (const way of round % 2 === 0 ? ways : ways.toReversed())
          found.get(way)!.push(await measured(way, number, round, cores));
      if (new Set([...found.values()].flat().map(({ digest }) => digest)).size > 1) throw new Error('answers differ');
      for (const way of ways)
        rows.push([`${cores}`, configurationName(configuration), way, ...cellsOf(found.get(way)!)]);
    }
  return markdownTable(['cores', 'mode', 'records', 'p50', 'p99', 'p99.9', 'busy for a record', 'memory'], rows);
}

async function measured(way: string, number: number, round: number, cores: number): Promise<Measured> {
  const args = ['--expose-gc', unit, way, `${number}`, `${round}`];
  const pinned = ['--cpu-list', cores === 1 ? '0' : '0,1', process.execPath, ...args];
  const { stdout } = await run('taskset', pinned);
  return JSON.parse(stdout) as Measured;
}

function cellsOf(found: readonly Measured[]): string[] {
  const cell = (read: (of: Measured) => number, show: (value: number) => string): string => {
    const all = found.map(read);
    return `${show(median(all)!)} (${show(Math.min(...all))} to ${show(Math.max(...all))})`;
  };
  return [
    cell(({ latencyMicros }) => latencyMicros.p50, micros),
    cell(({ latencyMicros }) => latencyMicros.p99, micros),
    cell(({ latencyMicros }) => latencyMicros.p999, micros),
    cell(
      ({ busyNanosPerRecord }) => busyNanosPerRecord,
      (nanos) => `${nanos.toFixed(0)} ns`,
    ),
    cell(({ peakRssBytes }) => peakRssBytes, megabytes),
  ];
}

async function measureLong(name: string, args: readonly string[]): Promise<void> {
  console.error(`${new Date().toISOString().slice(11, 19)} ${name}`);
  const ofRun = ['run', 'ysb', ...args, '--executor', 'micro-batch', '--interval', '10ms', '--repeat', '1'];
  await run(process.execPath, [streamBench, ...ofRun, '--out', `${folder}/${name}.json`, '--force', '--quiet']);
}

function longRow(name: string): string[] {
  const { experiment, units, sameAnswer } = JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as Result;
  const [{ latencyMicros, peakRssBytes, keepsUp, exclusions }] = units;
  const latencies = (['p50', 'p99', 'p999'] as const).map((figure) => micros(latencyMicros![figure]!));
  return [
    perSecond(experiment.load.rate!),
    perSecond(experiment.recordCount!),
    ...latencies,
    megabytes(peakRssBytes!),
    keepsUp,
    sameAnswer.equal ? 'that of batch' : 'another one',
    exclusions.length === 0 ? 'none' : exclusions.map(({ reason }) => reason).join('; '),
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function report(): string {
  const heads = ['records/s', 'records', 'p50', 'p99', 'p99.9', 'memory', 'keeps up', 'answer', 'excluded'];
  return `# Records without end

${writtenBy('npm run bench:endless')}

Above 8 million records of a unit, another thread makes them while they are processed, and a third one writes the log of
invocations to a file.

## Beside units that have all in memory

\`ysb\` at 200,000 records/s into no sink, three million records; medians of ${values.rounds} processes each, in
brackets the smallest and the largest. All have the same answer.

${readFileSync(besideFile, 'utf8')}

## Long units

\`ysb\` in micro-batches of 10 ms into SQLite, one unit each.

${markdownTable(heads, Object.keys(long).map(longRow))}
`;
}
