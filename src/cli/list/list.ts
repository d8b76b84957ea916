import chalk from 'chalk';
import wrapAnsi from 'wrap-ansi';
import { curveShapeOf, loads, type LoadKind } from '../../loads/index.ts';
import { allWorkloads } from '../../workloads/index.ts';
import { drawChart, loadChart } from './load-chart.ts';

const width = 78;

const listings = ['workloads', 'loads'] as const;
export type Listing = (typeof listings)[number];

interface Entry {
  readonly name: string;
  readonly text: string;
  /** Lines below the text. */
  readonly below?: readonly string[];
}

/** Everything that `run` can be given by name, or one sort of it. */
export async function list(only?: Listing): Promise<string> {
  const sections = { workloads: workloadSection, loads: async () => loadSection() };
  const shown = only === undefined ? listings : [only];
  const texts = await Promise.all(shown.map((listing) => sections[listing]()));
  return `${texts.join('\n\n')}\n`;
}

async function workloadSection(): Promise<string> {
  return section(
    'Workloads',
    (await allWorkloads()).map(({ name, description }) => ({ name, text: description })),
  );
}

function loadSection(): string {
  const kinds = Object.keys(loads) as LoadKind[];
  const entries = section(
    'Loads (--load)',
    kinds.map((name) => ({ name, text: loads[name].describe, below: belowLoad(name) })),
  );
  return `${entries}\n\n  The times of a shape count from the start of a unit, its warm-up included.`;
}

/** How a shape is typed, and how it looks. */
function belowLoad(kind: LoadKind): string[] {
  const example = curveShapeOf(kind)?.example;
  const chart = loadChart(kind);
  return [
    ...(example === undefined ? [] : [`--load ${example}`]),
    ...(chart === undefined ? [] : drawChart(chart)),
    '',
  ];
}

function section(title: string, entries: readonly Entry[]): string {
  const nameWidth = Math.max(...entries.map(({ name }) => name.length)) + 4;
  const indent = `\n${' '.repeat(nameWidth)}`;
  const lines = entries.map(({ name, text, below = [] }) => {
    const wrapped = wrapAnsi(text, width - nameWidth).replaceAll('\n', indent);
    const further = below.map((line) => (line === '' ? '\n' : `${indent}${line}`)).join('');
    return `  ${name.padEnd(nameWidth - 2)}${wrapped}${further}`;
  });
  return [chalk.bold(title), ...lines].join('\n').trimEnd();
}
