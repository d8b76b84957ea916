import chalk from 'chalk';
import { commitName, isOwnJob, type Configuration } from '../results/configuration.ts';
import type { CostCurve } from '../results/findings/cost-curve.ts';
import type { RunFindings } from '../results/findings/run.ts';
import { measuredPoints, type MeasuredPoint } from '../results/measured-point.ts';
import { durableMetrics } from '../results/metrics.ts';
import { micros, microsRange, percent, processorSeconds, range, thousands } from '../results/quantity.ts';
import type { Result } from '../results/result.ts';
import type { Verdict } from '../results/schema-parts.ts';
import type { Summary } from '../results/summary.ts';
import { largerSide } from '../statistics/larger-side.ts';
import { costCurveChart } from './cost-curve-chart.ts';
import { costLegend, jobMemory } from './job-costs.ts';
import { paragraph } from './paragraph.ts';
import type { ReportBody } from './report-body.ts';
import { rowsWritten } from './rows-written.ts';
import { legend } from './sentences.ts';
import { table, type Column } from './table.ts';

const modeWidth = 11;
const commitWidth = 12;
/** The width of the columns with a spread below the estimate. */
const spreadWidth = 7;

/** Together with the spaces between them 79: a terminal of 80 columns shows the table whole. */
const columnsWith = (cost: string): readonly Column[] => [
  { head: 'mode', width: modeWidth, align: 'left' },
  { head: 'interval', width: 8, align: 'right' },
  { head: 'commit,\nguarantee', width: commitWidth, align: 'left' },
  { head: 'p50', width: spreadWidth, align: 'right' },
  { head: 'p99', width: spreadWidth, align: 'right' },
  { head: 'p99.9', width: spreadWidth, align: 'right' },
  { head: 'rec/s', width: 6, align: 'right' },
  { head: cost, width: spreadWidth, align: 'right' },
  { head: 'keeps\nup', width: 6, align: 'left' },
];

/** What a run found: a row for each configuration, and which of them to choose. */
export function runBody(result: Result, { saving, costCurve, precision }: RunFindings): ReportBody {
  const points = measuredPoints(result);
  const [written, costs] = [rowsWritten(result), costLegend(result)];
  const rows = points.flatMap((point) => [rowOf(point), ...durableRow(point)]);
  const isOpen = points.some(({ of }) => of('backlogSlopeShare')?.verdict === 'inconclusive');
  const open = isOpen ? ['?: inconclusive whether it keeps up.'] : [];
  const explained = [legend(result, 'below it'), ...(costs === undefined ? [] : [costs]), ...open].join(' ');
  const columns = columnsWith(costs === undefined ? 'busy' : 'cost');
  return {
    figures: [table(columns, rows), paragraph(chalk.dim(explained)), ...chartOf(points, costCurve)],
    conclusions: [
      ...(saving === null ? [] : [paragraph(saving.text)]),
      ...(precision === undefined ? [] : [paragraph(precision.text)]),
      ...(written === undefined ? [] : [paragraph(written)]),
    ],
  };
}

function chartOf(points: readonly MeasuredPoint[], curve: CostCurve | null): string[] {
  return curve === null ? [] : [costCurveChart(curve, points).join('\n')];
}

function rowOf(point: MeasuredPoint): string[] {
  const { configuration, guarantee, of } = point;
  const { commit } = configuration;
  return [
    modeCell(configuration),
    intervalCell(configuration),
    `${isOwnJob(configuration) ? 'its own' : commitCell(commit)}\n${chalk.dim(hyphenated(guarantee, commitWidth))}`,
    ...['p50Micros', 'p99Micros', 'p999Micros'].map((metric) => latencyCell(of(metric))),
    cell(of('throughput'), thousands, spreadShare),
    costCell(point),
    verdictCell(of('backlogSlopeShare')?.verdict ?? null),
  ];
}

function intervalCell({ intervalMs, deadlineMs }: Configuration): string {
  if (deadlineMs !== undefined) return `≤${deadlineMs} ms`;
  return intervalMs === null ? '–' : `${intervalMs} ms`;
}

/** How busy the local engine is. Of a job only what its processes use is known. */
function costCell({ configuration, of, units }: MeasuredPoint): string {
  if (configuration.engine === 'local')
    return cell(of('busyShare'), percent, (low, high) => range(low * 100, high * 100, spreadWidth));
  const [time, memory] = [of('processorMicros')?.estimate ?? null, jobMemory(units)];
  return `${time === null ? '–' : processorSeconds(time)}${memory === null ? '' : `\n${chalk.dim(memory)}`}`;
}

function commitCell(commit: Configuration['commit']): string {
  const name = commitName(commit);
  return name.length <= commitWidth ? name : name.replace(':', ':\n');
}

/** The mode, below the name of its engine where that is not the local one. */
function modeCell({ engine, mode, parallelism }: Configuration): string {
  const name = hyphenated(mode, modeWidth);
  const several = parallelism === undefined ? '' : `×${parallelism}`;
  return engine === 'local' ? `${name}\n${several}`.trim() : `${`${engine} ${several}`.trim()}\n${name}`;
}

/** The latency until the effect is durable, where that is later than visible. */
function durableRow({ of }: MeasuredPoint): string[][] {
  const durable = Object.keys(durableMetrics).map(of);
  return durable.some((row) => (row?.estimate ?? null) !== null)
    ? [['', '', 'durable', ...durable.map(latencyCell), '', '', '']]
    : [];
}

/** In two lines where one is too short for it. */
function hyphenated(text: string, width: number): string {
  return text.length <= width ? text : text.replace(/-(?=[^-]*$)/, '-\n');
}

function spreadShare(low: number, high: number, estimate: number): string {
  return `±${percent(toThousandths(largerSide({ estimate, low, high }) / estimate))}`;
}

function toThousandths(share: number): number {
  return Math.round(share * 1000) / 1000;
}

function latencyCell(row: Summary | undefined): string {
  return cell(row, micros, (low, high, estimate) => microsRange(low, high, estimate, spreadWidth));
}

/** The estimate, and below it its spread; a dash where it is unknown. */
function cell(
  row: Summary | undefined,
  show: (value: number) => string,
  spread: (low: number, high: number, estimate: number) => string,
): string {
  const { estimate = null, low = null, high = null } = row ?? {};
  if (estimate === null || low === null || high === null) return '–';
  return `${show(estimate)}\n${chalk.dim(spread(low, high, estimate))}`;
}

function verdictCell(verdict: Verdict | null): string {
  switch (verdict) {
    case 'yes':
      return chalk.green('yes');
    case 'no':
      return chalk.red('no');
    case 'inconclusive':
      return chalk.yellow('?');
    case null:
      return '–';
  }
}
