import chalk from 'chalk';
import Table from 'cli-table3';
import wrapAnsi from 'wrap-ansi';
import { configurationName } from '../results/configuration-name.ts';
import { micros, microsRange, percent, perSecond, range, thousands } from '../results/quantity.ts';
import type { Result, Run, Summary, Verdict } from '../results/result.ts';

const heads = ['executor', 'interval', 'commit,\nguarantee', 'p50', 'p99', 'p99.9', 'rec/s', 'busy', 'keeps\nup'];
/** Together with the spaces between them 79: a terminal of 80 columns shows the table whole. */
const columnWidths = [11, 8, 12, 7, 7, 7, 6, 7, 6];
const width = 79;

const noLines = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: ' ',
};

/** What a run found, for people: a table, whether the answers agree, and what to choose. `path`: where it is saved. */
export function terminalReport(result: Result, path: string | undefined): string {
  const paragraphs = [
    heading(result),
    table(result),
    legend(result),
    exclusions(result.runs),
    answer(result),
    result.recommendation === null ? undefined : chalk.bold(result.recommendation.text),
    path === undefined ? undefined : chalk.dim(`Saved as ${path}`),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== undefined).map((paragraph) => wrapAnsi(paragraph, width, { trim: false })).join('\n\n')}\n`;
}

function heading({ experiment, machine }: Result): string {
  const { workload, load, sink, sync, measuredRecords, wait } = experiment;
  const offered = load.rate === null ? 'all records at once' : `${perSecond(load.rate)} records/s, ${load.shape}`;
  const where = sink === 'sqlite' ? `sqlite (synchronous ${sync})` : sink;
  return `${chalk.bold(workload)}: ${offered}; sink ${where}; ${perSecond(measuredRecords)} records measured in each unit
${machine.cores} cores, ${machine.cpu}; ${machine.filesystem}, fsync ${machine.fsyncMicros === null ? 'unknown' : micros(machine.fsyncMicros)}; idle executors ${wait}`;
}

function table(result: Result): string {
  const rows = new Table({
    head: heads.map((head) => chalk.bold(head)),
    colWidths: columnWidths,
    colAligns: ['left', 'right', 'left', 'right', 'right', 'right', 'right', 'right', 'left'],
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  for (const configuration of configurationsOf(result)) rows.push(rowOf(result, configuration));
  return rows.toString().replaceAll(/ +$/gm, '');
}

function configurationsOf({ summary }: Result): Summary[] {
  return summary.filter(({ metric }) => metric === 'p50Micros');
}

function rowOf(result: Result, configuration: Summary): string[] {
  const of = (metric: string): Summary =>
    result.summary.find((row) => row.metric === metric && configurationName(row) === configurationName(configuration))!;
  const { executor, intervalMs, commit, guarantee } = configuration;
  return [
    executor,
    intervalMs === null ? '–' : `${intervalMs} ms`,
    `${commit}\n${chalk.dim(guarantee)}`,
    ...['p50Micros', 'p99Micros', 'p999Micros'].map((metric) => latencyCell(of(metric))),
    cell(of('throughput'), thousands, (low, high) => `±${percent((high - low) / (high + low))}`),
    cell(of('busyShare'), percent, (low, high) => range(low * 100, high * 100)),
    verdictCell(of('backlogSlopeShare').verdict),
  ];
}

function latencyCell(summary: Summary): string {
  return cell(summary, micros, (low, high) => microsRange(low, high, summary.estimate!));
}

/** The estimate, and below it its spread. */
function cell({ estimate, low, high }: Summary, show: (value: number) => string, spread: (low: number, high: number) => string): string {
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

function legend({ summary, experiment }: Result): string {
  const level = summary.find((row) => row.level !== null && row.metric === 'p50Micros')?.level ?? null;
  const spread = level === null ? 'smallest to largest' : `an interval of ${percent(level)} confidence`;
  const latency =
    experiment.load.rate === null
      ? 'No latencies: with all records there at once they would only tell the order of processing.'
      : 'Latency: from the intended arrival to the commit, of records with an effect.';
  return chalk.dim(`Median of the units, below it ${spread}. ${latency}`);
}

function exclusions(runs: readonly Run[]): string | undefined {
  const spoilt = runs.filter(({ status }) => status !== 'valid');
  if (spoilt.length === 0) return undefined;
  const lines = spoilt.map((run) => `  ${configurationName(run)}, repetition ${run.repetition + 1}: ${run.reasons.join('; ')}`);
  return chalk.yellow([`${spoilt.length} of ${runs.length} units not counted:`, ...lines].join('\n'));
}

function answer({ sameAnswer, runs, interrupted }: Result): string {
  const { equal, rows, digest } = sameAnswer;
  if (!equal) return chalk.red('The answers differ: see above which units failed.');
  const units = interrupted ? `The ${runs.length} units finished before the interruption` : `All ${runs.length} units`;
  return `${units} gave the same answer as batch: ${perSecond(rows)} rows, SHA-256 ${digest.slice(0, 12)}…`;
}
