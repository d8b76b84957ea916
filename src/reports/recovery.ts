import chalk from 'chalk';
import { configurationName } from '../results/configuration.ts';
import { micros, microsRange, perSecond } from '../results/quantity.ts';
import type { RecoverFindings } from '../results/findings/recover.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { exclusions } from './exclusions.ts';
import { paragraph } from './paragraph.ts';
import { answer, place, sinkName } from './sentences.ts';

type Findings = RecoverFindings['configurations'][number];
type Spread = Findings['worstMicros'];

/** A name, and twice a measured figure and what arithmetic says: 79 together. */
const nameWidth = 31;
const figureWidth = 12;
const spreadWidth = 11;
/** Of the chart, beside a name and the largest backlog. */
const chartColumns = 38;
const largestWidth = 10;
const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** What a burst did to each configuration, for people. `path`: where it is saved. */
export function recoveryReport(result: Result, path: string | undefined): string {
  const recovery = result.recovery!;
  const excluded = exclusions(result.units);
  const parts = [
    paragraph(
      `${chalk.bold(result.experiment.workload)}: ${burstText(recovery)}; sink ${sinkName(result)}\n${place(result)}`,
    ),
    table(recovery),
    paragraph(chalk.dim(legend(recovery))),
    chart(result, recovery),
    excluded === undefined ? undefined : chalk.yellow(excluded),
    result.sameAnswer.equal ? paragraph(answer(result)) : chalk.red(paragraph(answer(result))),
    result.recommendation === null ? undefined : paragraph(chalk.bold(result.recommendation.text)),
    path === undefined ? undefined : chalk.dim(`Saved as ${path}`),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function burstText({ basePerSecond, peakPerSecond, burstMs }: RecoverFindings): string {
  return `${perSecond(basePerSecond)} records/s, and for ${micros(burstMs * 1000)} ${perSecond(peakPerSecond)}`;
}

function table({ configurations }: RecoverFindings): string {
  const heads = [
    chalk.bold(line('', 'worst latency', '', 'drained after', '')),
    chalk.bold(line('', 'measured', 'arithmetic', 'measured', 'arithmetic')),
  ];
  return [...heads, ...configurations.flatMap(rows)].join('\n');
}

function rows(findings: Findings): string[] {
  const { worstMicros, drainMicros, expectedWorstMicros, expectedDrainMicros, undrained } = findings;
  const spreads = [worstMicros, expectedWorstMicros, drainMicros, expectedDrainMicros];
  const drained = undrained > 0 && drainMicros.units === 0 ? 'not' : drainText(drainMicros);
  const below = [
    line('', ...spreads.map(rangeText)),
    undrained > 0 && drainMicros.units > 0 ? line('', '', '', `${undrained} not`) : '',
  ];
  return [
    line(
      configurationName(findings),
      estimateText(worstMicros),
      estimateText(expectedWorstMicros),
      drained,
      drainText(expectedDrainMicros),
    ),
    ...below.filter((text) => text !== '').map((text) => chalk.dim(text)),
  ];
}

function drainText(spread: Spread): string {
  return spread.estimate === 0 ? 'at once' : estimateText(spread);
}

function line(name: string, ...cells: readonly string[]): string {
  return `${name.padEnd(nameWidth)}${cells.map((cell) => cell.padStart(figureWidth)).join('')}`.trimEnd();
}

function estimateText({ estimate }: Spread): string {
  return estimate === null ? '–' : micros(estimate);
}

function rangeText({ estimate, low, high }: Spread): string {
  if (estimate === null || low === null || high === null || high === 0) return '';
  return microsRange(low, high, estimate, spreadWidth).replace('\n', '');
}

function legend({ configurations }: RecoverFindings): string {
  const { level = null } = configurations.find(({ worstMicros }) => worstMicros.units > 0)?.worstMicros ?? {};
  const spread = level === null ? 'smallest to largest' : `an interval of ${Math.floor(level * 100)} % confidence`;
  return `Median of the units, below it ${spread}. Drained: from the end of the burst to the last commit before records wait no longer than they did before it. Arithmetic: the same arrivals in virtual time, where n records take a + b·n as they did in that unit on average.`;
}

/** The backlog of the first valid unit of each configuration, on one scale. */
function chart({ units }: Result, { configurations, fromMs, burstMs }: RecoverFindings): string | undefined {
  const shown = configurations.flatMap((findings) => {
    const run = units.find(
      (candidate) =>
        candidate.status === 'valid' &&
        candidate.timeline !== null &&
        configurationName(candidate) === configurationName(findings),
    );
    return run === undefined ? [] : [{ name: configurationName(findings), timeline: run.timeline! }];
  });
  if (shown.length === 0) return undefined;
  const largest = Math.max(1, ...shown.flatMap(({ timeline }) => timeline.backlog));
  const lines = shown.map(
    ({ name, timeline }) =>
      `${name.padEnd(nameWidth)}${bars(timeline.backlog, largest)}${perSecond(Math.max(...timeline.backlog)).padStart(largestWidth)}`,
  );
  const head = `${'Backlog of one unit each'.padEnd(nameWidth)}${burstMark(shown[0].timeline, fromMs, burstMs)}${'largest'.padStart(largestWidth)}`;
  return [chalk.dim(head), ...lines].join('\n');
}

function bars(backlog: readonly number[], largest: number): string {
  return Array.from({ length: chartColumns }, (_, column) => {
    const slices = backlog.slice(
      Math.floor((column * backlog.length) / chartColumns),
      Math.max(1, Math.ceil(((column + 1) * backlog.length) / chartColumns)),
    );
    return blocks[Math.min(blocks.length - 1, Math.floor((Math.max(...slices) / largest) * blocks.length))];
  }).join('');
}

/** Where in the chart the burst is. */
function burstMark(
  { startMs, sliceMs, backlog }: NonNullable<Unit['timeline']>,
  fromMs: number,
  burstMs: number,
): string {
  const columnOf = (ms: number): number =>
    Math.min(chartColumns, Math.max(0, Math.round(((ms - startMs) / (sliceMs * backlog.length)) * chartColumns)));
  const [from, to] = [columnOf(fromMs), columnOf(fromMs + burstMs)];
  const width = Math.max(1, to - from);
  const mark =
    width >= 7 ? `├${'burst'.padStart(Math.ceil((width + 3) / 2), '─').padEnd(width - 2, '─')}┤` : '─'.repeat(width);
  return `${' '.repeat(from)}${mark}`.padEnd(chartColumns).slice(0, chartColumns);
}
