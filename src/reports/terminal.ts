import chalk from 'chalk';
import Table from 'cli-table3';
import { configurationName } from '../results/configuration.ts';
import { durableMetrics } from '../results/metrics.ts';
import { micros, microsRange, percent, range, thousands } from '../results/quantity.ts';
import type { Result } from '../results/result.ts';
import type { Verdict } from '../results/schema-parts.ts';
import type { Summary } from '../results/summary.ts';
import { exclusions } from './exclusions.ts';
import { paragraph } from './paragraph.ts';
import { rowsWritten } from './rows-written.ts';
import { answer, badRecords, conditions, legend, place } from './sentences.ts';

const heads = ['executor', 'interval', 'commit,\nguarantee', 'p50', 'p99', 'p99.9', 'rec/s', 'busy', 'keeps\nup'];
/** Together with the spaces between them 79: a terminal of 80 columns shows the table whole. */
const columnWidths = [11, 8, 12, 7, 7, 7, 6, 7, 6];
/** Of the columns with a spread below the estimate. */
const spreadWidth = 7;

/** Of a table without rules. */
export const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

/** What a run found, for people: a table, whether the answers agree, and what to choose. `path`: where it is saved. */
export function terminalReport(result: Result, path: string | undefined): string {
  const excluded = exclusions(result.units);
  const bad = badRecords(result);
  const parts = [
    paragraph(`${chalk.bold(result.experiment.workload)}: ${conditions(result)}\n${place(result)}`),
    table(result),
    paragraph(chalk.dim(legend(result, 'below it'))),
    excluded === undefined ? undefined : chalk.yellow(excluded),
    bad === undefined ? undefined : chalk.yellow(paragraph(bad)),
    result.sameAnswer.equal ? paragraph(answer(result)) : chalk.red(paragraph(answer(result))),
    rowsWritten(result),
    result.recommendation === null ? undefined : paragraph(chalk.bold(result.recommendation.text)),
    // Unwrapped, so that the path can be copied.
    path === undefined ? undefined : chalk.dim(`Saved as ${path}`),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function table(result: Result): string {
  const rows = new Table({
    head: heads.map((head) => chalk.bold(head)),
    colWidths: columnWidths,
    colAligns: ['left', 'right', 'left', 'right', 'right', 'right', 'right', 'right', 'left'],
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  for (const configuration of configurationsOf(result))
    rows.push(rowOf(result, configuration), ...durableRow(result, configuration));
  return rows.toString().replaceAll(/ +$/gm, '');
}

function configurationsOf({ summary }: Result): Summary[] {
  return summary.filter(({ metric }) => metric === 'p50Micros');
}

function summaryOf({ summary }: Result, configuration: Summary, metric: string): Summary | undefined {
  return summary.find((row) => row.metric === metric && configurationName(row) === configurationName(configuration));
}

function rowOf(result: Result, configuration: Summary): string[] {
  const of = (metric: string): Summary => summaryOf(result, configuration, metric)!;
  const { executor, intervalMs, commit, guarantee } = configuration;
  return [
    executor,
    intervalMs === null ? '–' : intervalCell(`${intervalMs} ms`),
    `${commit}\n${chalk.dim(hyphenated(guarantee))}`,
    ...['p50Micros', 'p99Micros', 'p999Micros'].map((metric) => latencyCell(of(metric))),
    cell(of('throughput'), thousands, (low, high) => `±${percent(toThousandths((high - low) / (high + low)))}`),
    cell(of('busyShare'), percent, (low, high) => range(low * 100, high * 100, spreadWidth)),
    verdictCell(of('backlogSlopeShare').verdict),
  ];
}

/** How long until it is durable, where that is later than visible. */
function durableRow(result: Result, configuration: Summary): string[][] {
  const durable = Object.keys(durableMetrics).map((metric) => summaryOf(result, configuration, metric));
  return durable.every((summary) => summary !== undefined)
    ? [['', '', 'durable', ...durable.map(latencyCell), '', '', '']]
    : [];
}

/** In two lines where one is too short. */
function hyphenated(guarantee: string): string {
  return guarantee.length <= columnWidths[2] ? guarantee : guarantee.replace(/-(?=[^-]*$)/, '-\n');
}

function intervalCell(text: string): string {
  return text.length <= columnWidths[1] ? text : text.replace(' ', '\n');
}

function toThousandths(share: number): number {
  return Math.round(share * 1000) / 1000;
}

function latencyCell(summary: Summary): string {
  return cell(summary, micros, (low, high) => microsRange(low, high, summary.estimate!, spreadWidth));
}

/** The estimate, and below it its spread. */
function cell(
  { estimate, low, high }: Summary,
  show: (value: number) => string,
  spread: (low: number, high: number) => string,
): string {
  if (estimate === null || low === null || high === null) return '–';
  return `${show(estimate)}\n${chalk.dim(spread(low, high))}`;
}

function verdictCell(verdict: Verdict | null): string {
  switch (verdict) {
    case 'yes':
      return chalk.green('yes');
    case 'no':
      return chalk.red('no');
    default:
      return chalk.yellow('unsure');
  }
}
