import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs, promisify } from 'node:util';
import { markdownTable } from '../../src/reports/markdown.ts';
import { median } from '../../src/statistics/median.ts';
import { writtenBy } from '../written-by.ts';
import { rivals } from './rivals.ts';

/**
 * `npm run bench:steps`: what the step of stream-bench takes for a record, beside the same pipeline by hand and in other
 * libraries, one by one and in thousands. Each measurement is a process of its own, and they take turns. All rivals have
 * to make the same rows. Writes results/steps.md.
 */
const { values } = parseArgs({
  options: {
    workload: { type: 'string', default: Object.keys(rivals).join(',') },
    rounds: { type: 'string', default: '5' },
  },
});
const run = promisify(execFile);
const measure = new URL('measure.ts', import.meta.url).pathname;
const sizes = [1, 1000];

interface Measured {
  readonly nanosPerRecord: number;
  readonly rows: number;
  readonly digest: string;
}

interface Series {
  readonly workload: string;
  readonly rival: string;
  readonly size: number;
  readonly found: Measured[];
}

const all = values.workload
  .split(',')
  .flatMap((workload) =>
    sizes.flatMap((size) => rivals[workload].map(({ name }): Series => ({ workload, rival: name, size, found: [] }))),
  );
for (let round = 0; round < Number(values.rounds); round++)
  for (const series of round % 2 === 0 ? all : all.toReversed()) series.found.push(await measured(series));
requireOneAnswer();
writeFileSync('results/steps.md', report());
console.log(table());

async function measured({ workload, rival, size }: Series): Promise<Measured> {
  const { stdout } = await run(process.execPath, [measure, workload, rival, `${size}`], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Measured;
}

function requireOneAnswer(): void {
  for (const [workload, own] of Map.groupBy(all, (series) => series.workload)) {
    const answers = new Set(own.flatMap(({ found }) => found.map(({ digest }) => digest)));
    if (answers.size > 1) throw new Error(`the rivals of ${workload} give ${answers.size} different answers`);
  }
}

function table(): string {
  const rows = all.map((series) => {
    const { workload, rival, size, found } = series;
    const nanos = found.map(({ nanosPerRecord }) => nanosPerRecord);
    const spread = `${Math.min(...nanos).toFixed(1)} to ${Math.max(...nanos).toFixed(1)}`;
    const how = size === 1 ? 'one by one' : 'in thousands';
    return [workload, how, rival, `${median(nanos)!.toFixed(1)} (${spread})`, ratioText(series)];
  });
  return markdownTable(['workload', 'invocations', 'rival', 'ns per record', 'the step takes'], rows);
}

/** The step over a rival, by rounds, in which they were neighbours in time. */
function ratioText({ workload, rival, size, found }: Series): string {
  const step = all.find((one) => one.workload === workload && one.size === size)!;
  if (step.rival === rival) return '';
  const ratios = found.map(({ nanosPerRecord }, round) => step.found[round].nanosPerRecord / nanosPerRecord);
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  return `× ${median(ratios)!.toFixed(2)} (${spread})`;
}

function report(): string {
  return `# The step beside the same pipeline in other ways

${writtenBy('npm run bench:steps')}

A million records, of which the first quarter warms up. Medians of ${values.rounds} processes each, in brackets the
smallest and the largest; *the step takes* is the time of the step over that of the rival in the same round. All rivals
of a workload made the same rows.

${table()}
`;
}
