import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { configurationName, isSameConfiguration } from '../../src/results/configuration.ts';
import { countsWhole } from '../../src/results/exclusion.ts';
import { median } from '../../src/statistics/median.ts';
import { readCapacities } from '../capacity-result.ts';
import { serviceMicros } from './waiting.ts';
import { writtenBy } from '../written-by.ts';

/**
 * `npm run bench:repeatability`: repeats searches for the same capacities, and shows how far their results and the
 * machine itself scatter. Where each record takes a fixed time by the clock, nearly all scatter is that of the search;
 * in fraud into SQLite the machine's memory and disk scatter as well. Writes results/repeatability.md.
 */
const { values } = parseArgs({ options: { searches: { type: 'string', default: '10' } } });
const searches = Number(values.searches);
/** As many as the units that count for a configuration in a search. */
const processes = 6;
const streamBench = new URL('../../bin/stream-bench.js', import.meta.url).pathname;
const waiting = new URL('waiting.ts', import.meta.url).pathname;
const machine = new URL('machine.ts', import.meta.url).pathname;
const run = promisify(execFile);

interface Sample {
  /** Per second; null where the search found none. */
  readonly estimate: number | null;
  /** Number of units measured, and of those with excluded figures. */
  readonly units: number;
  readonly excluded: number;
}

/** The samples of each row of the table, by its name. */
const samples = new Map<string, Sample[]>();
const folder = mkdtempSync(join(tmpdir(), 'stream-bench-'));
try {
  for (let search = 1; search <= searches; search++) {
    await searchFor('waiting, sink none', search, [waiting, '--sink', 'none']);
    await searchFor('fraud, SQLite, synchronous full', search, ['fraud', '--sync', 'full']);
    await timeMachine();
    console.error(`${search}/${searches}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
const table = report();
mkdirSync('results', { recursive: true });
writeFileSync('results/repeatability.md', table);
console.log(table);

async function searchFor(what: string, seed: number, args: readonly string[]): Promise<void> {
  const out = join(folder, `${seed}-${what}.json`);
  await run(process.execPath, [
    streamBench,
    'capacity',
    ...args,
    '--interval',
    '100ms',
    '--seed',
    String(seed),
    '--out',
    out,
    '--quiet',
  ]);
  const { result, capacities } = readCapacities(out);
  for (const one of capacities) {
    const own = result.units.filter((unit) => isSameConfiguration(unit, one));
    const excluded = own.filter((unit) => !countsWhole(unit)).length;
    add(`${what}: ${configurationName(one)}`, { estimate: one.estimate, units: own.length, excluded });
  }
}

async function timeMachine(): Promise<void> {
  const times: Record<string, number>[] = [];
  for (let count = 0; count < processes; count++)
    times.push(JSON.parse((await run(process.execPath, [machine])).stdout) as Record<string, number>);
  for (const what of Object.keys(times[0]))
    add(`the machine: ${what}`, {
      estimate: 1e6 / median(times.map((time) => time[what]))!,
      units: processes,
      excluded: 0,
    });
}

function add(what: string, sample: Sample): void {
  samples.set(what, [...(samples.get(what) ?? []), sample]);
}

function report(): string {
  const rows = [...samples].map(([what, found]) => {
    const estimates = found.map(({ estimate }) => estimate).filter((estimate) => estimate !== null);
    const units = sum(found.map((sample) => sample.units));
    const excluded = sum(found.map((sample) => sample.excluded));
    const range = `${rate(Math.min(...estimates))} to ${rate(Math.max(...estimates))}`;
    const mean = rate(sum(estimates) / estimates.length);
    const cells = [
      what,
      `${estimates.length} of ${found.length}`,
      mean,
      range,
      variation(estimates),
      `${excluded} of ${units}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return `# How well a search repeats

${writtenBy('npm run bench:repeatability')}

Each row is measured ${searches} times, in turns: capacities by \`stream-bench capacity --interval 100ms\`, with another
seed each time; the machine by ${processes} fresh processes, whose median counts, as in a search. The coefficient of
variation is the standard deviation as a share of the mean; of ten values it is itself known to some −30 to +80 %.

In *waiting* a record keeps the processor busy for ${serviceMicros} µs by the clock, so the capacity is known, at most
${(1e6 / serviceMicros).toLocaleString('en')} records/s. The speed of the machine hardly matters there: nearly all
scatter is that of the search. In *fraud* the machine's memory and disk scatter as well. Of the machine, in pieces per
second: *memory* reads half a million numbers from 32 MiB, *fsync* makes a small write durable, and *arithmetic* needs
neither.

| what | found | mean, per second | smallest to largest | coefficient of variation | excluded units |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function variation(numbers: readonly number[]): string {
  if (numbers.length < 2) return 'none: one value';
  const mean = sum(numbers) / numbers.length;
  const deviation = Math.sqrt(sum(numbers.map((number) => (number - mean) ** 2)) / (numbers.length - 1));
  return `${((100 * deviation) / mean).toFixed(1)} %`;
}

function rate(perSecond: number): string {
  return perSecond.toLocaleString('en', { maximumSignificantDigits: 4 });
}
