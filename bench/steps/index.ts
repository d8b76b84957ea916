import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs, promisify } from 'node:util';
import { markdownTable } from '../../src/reports/markdown.ts';
import { median } from '../../src/statistics/median.ts';
import { writtenBy } from '../written-by.ts';
import { courses } from './rivals.ts';
import { step } from './step.ts';

/**
 * `npm run bench:steps`: what the step of stream-bench takes for a record, beside the same pipeline by hand and in
 * other libraries, one by one and in batches. Each measurement is a process of its own, and they take turns. All rivals
 * have to make its rows, which is checked in the first round. Writes results/steps.md.
 */
const { values } = parseArgs({
  options: {
    workload: { type: 'string', default: Object.keys(courses).join(',') },
    rounds: { type: 'string', default: '5' },
  },
});
const run = promisify(execFile);
const measure = new URL('measure.ts', import.meta.url).pathname;
/** The workload whose windows have so many groups that to close one takes long. */
const longestIn = 'many-keys';
/** One by one, in thousands, and where a rival names it in larger batches. */
const usualSizes = [1, 1000];

interface Measured {
  readonly nanosPerRecord: number;
  readonly longestMs: number;
}

interface Series {
  readonly workload: string;
  readonly rival: string;
  readonly size: number;
  readonly found: Measured[];
}

const all = values.workload.split(',').flatMap((workload) => {
  const own = courses[workload].rivals;
  const sizes = [...new Set(own.flatMap((rival) => rival.sizes ?? usualSizes))].sort((left, right) => left - right);
  return sizes.flatMap((size) =>
    own
      .filter(({ name, sizes: only = usualSizes }) => only.includes(size) || name === step.name)
      .map(({ name }): Series => ({ workload, rival: name, size, found: [] })),
  );
});
for (let round = 0; round < Number(values.rounds); round++)
  for (const series of round % 2 === 0 ? all : all.toReversed())
    series.found.push(await measured(series, round === 0 ? ['checked'] : []));
const longest = await longestOf(values.workload.split(',').filter((workload) => workload === longestIn));
writeFileSync('results/steps.md', report());
console.log(table());

async function measured({ workload, rival, size }: Omit<Series, 'found'>, more: string[]): Promise<Measured> {
  const args = [measure, workload, rival, `${size}`, ...more];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Measured;
}

/** How long the longest record takes, one by one: that which closes a window. */
async function longestOf(workloads: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  for (const workload of workloads)
    for (const { name: rival } of courses[workload].rivals) {
      const found: number[] = [];
      for (let round = 0; round < Number(values.rounds); round++)
        found.push((await measured({ workload, rival, size: 1 }, ['longest'])).longestMs);
      const spread = `${Math.min(...found).toFixed(0)} to ${Math.max(...found).toFixed(0)}`;
      texts.push(`${rival} ${median(found)!.toFixed(0)} ms (${spread})`);
    }
  return texts;
}

function table(): string {
  const rows = all.map((series) => {
    const { workload, rival, size, found } = series;
    const nanos = found.map(({ nanosPerRecord }) => nanosPerRecord);
    const spread = `${Math.min(...nanos).toFixed(1)} to ${Math.max(...nanos).toFixed(1)}`;
    return [
      workload,
      size === 1 ? 'one by one' : `${size.toLocaleString('en')} at once`,
      rival,
      `${median(nanos)!.toFixed(1)} (${spread})`,
      speedText(series),
    ];
  });
  return markdownTable(['workload', 'invocations', 'rival', 'ns per record', 'speed of the step'], rows);
}

/** How many times as fast the step is as a rival, by rounds, in which they were neighbours in time. */
function speedText({ workload, rival, size, found }: Series): string {
  if (rival === step.name) return '';
  const own = all.find((one) => one.workload === workload && one.size === size && one.rival === step.name)!;
  const factors = found.map(({ nanosPerRecord }, round) => nanosPerRecord / own.found[round].nanosPerRecord);
  return `× ${digits(median(factors)!)} (${digits(Math.min(...factors))} to ${digits(Math.max(...factors))})`;
}

function digits(factor: number): string {
  return factor.toPrecision(3);
}

function report(): string {
  return `# The step beside the same pipeline in other ways

${writtenBy(`npm run bench:steps -- --rounds ${values.rounds}`)}

Six million records of \`ysb\` and \`many-keys\`, a million and a half of Nexmark and for slow rivals, and a tenth of
that for d2ts and db-ivm; the first third warms up. Medians of ${values.rounds} processes each, in brackets the smallest
and the largest. *Speed of the step*: how many times as fast it is as the rival, in the same round. All rivals made the
rows of the step.

${table()}
${longest.length === 0 ? '' : `\nThe record that closes a window of ${longestIn} takes ${longest.join(', ')}.\n`}`;
}
