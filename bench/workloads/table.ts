import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { markdownTable } from '../../src/reports/markdown.ts';
import { median } from '../../src/statistics/median.ts';
import { allWorkloads } from '../../src/workloads/index.ts';
import type { MeasuredWorkload } from './measured-workload.ts';

const run = promisify(execFile);
const measure = new URL('measure.ts', import.meta.url).pathname;

/**
 * What the step of each workload takes for a record one by one and in thousands, how many rows it makes, and what
 * generating the record takes.
 */
export async function workloadsTable(): Promise<string> {
  const rows: string[][] = [];
  for (const { name } of await allWorkloads()) rows.push(rowOf(name, await measured(name)));
  const heads = ['workload', 'generating', 'one by one', 'in thousands', 'gain', 'rows', 'rows in thousands'];
  return markdownTable(heads, rows);
}

async function measured(workload: string): Promise<MeasuredWorkload> {
  const { stdout } = await run(process.execPath, [measure, workload], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as MeasuredWorkload;
}

function rowOf(name: string, { generatingNanos, oneByOne, inThousands }: MeasuredWorkload): string[] {
  const gains = oneByOne.map(({ nanos }, round) => nanos / inThousands[round].nanos);
  return [
    name,
    `${generatingNanos.toFixed(0)} ns`,
    `${median(oneByOne.map(({ nanos }) => nanos))!.toFixed(0)} ns`,
    `${median(inThousands.map(({ nanos }) => nanos))!.toFixed(0)} ns`,
    `× ${median(gains)!.toFixed(2)} (${Math.min(...gains).toFixed(2)} to ${Math.max(...gains).toFixed(2)})`,
    oneByOne[0].rows.toPrecision(2),
    inThousands[0].rows.toPrecision(2),
  ];
}
