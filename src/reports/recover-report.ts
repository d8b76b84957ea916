import chalk from 'chalk';
import { configurationName, isSameConfiguration } from '../results/configuration.ts';
import { counts } from '../results/exclusion.ts';
import type { RecoverFindings } from '../results/findings/recover.ts';
import { confidence, micros, microsRange, perSecond } from '../results/quantity.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { linesOf, paragraph } from './paragraph.ts';
import type { ReportBody } from './report-body.ts';
import { table, type Column } from './table.ts';

type ConfigurationRecovery = RecoverFindings['configurations'][number];
type Spread = ConfigurationRecovery['worstMicros'];
type Timeline = NonNullable<Unit['timeline']>;

const nameWidth = 31;
const figureWidth = 11;
/** The width of the chart, beside a name and the largest backlog. */
const chartColumns = 38;
const largestWidth = 10;
const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Together with the spaces between them 79: a terminal of 80 columns shows the table whole. */
const columns: readonly Column[] = [
  { head: '', width: nameWidth, align: 'left' },
  { head: 'worst\nlatency', width: figureWidth, align: 'right' },
  { head: 'worst by\narithmetic', width: figureWidth, align: 'right' },
  { head: 'drained\nafter', width: figureWidth, align: 'right' },
  { head: 'drained by\narithmetic', width: figureWidth, align: 'right' },
];

/** What a burst did to each configuration, and which recovers best. */
export function recoverBody(result: Result, findings: RecoverFindings): ReportBody {
  return {
    figures: [
      table(columns, findings.configurations.map(rowOf)),
      paragraph(chalk.dim(legend(findings))),
      ...chart(result, findings),
    ],
    conclusions: [],
  };
}

function rowOf(recovery: ConfigurationRecovery): string[] {
  const { worstMicros, expectedWorstMicros, expectedDrainMicros } = recovery;
  return [
    configurationName(recovery),
    cell(worstMicros),
    cell(expectedWorstMicros),
    drainCell(recovery),
    cell(expectedDrainMicros, 'at once'),
  ];
}

/** The time until the backlog was drained, and the number of units in which it was not. */
function drainCell({ drainMicros, undrained }: ConfigurationRecovery): string {
  const drained = cell(drainMicros, 'at once');
  if (undrained === 0) return drained;
  return drainMicros.units === 0 ? 'not' : `${drained}\n${chalk.dim(`${undrained} not`)}`;
}

/** The estimate, and below it its spread; a dash where it is unknown. `zero`: the text for 0. */
function cell({ estimate, low, high }: Spread, zero = micros(0)): string {
  if (estimate === null) return '–';
  const shown = estimate === 0 ? zero : micros(estimate);
  if (low === null || high === null || high === 0) return shown;
  // Of 0 there is no unit to show the spread in.
  const spread = estimate === 0 ? `0–${micros(high)}` : microsRange(low, high, estimate, figureWidth);
  return `${shown}\n${chalk.dim(spread)}`;
}

function legend({ configurations }: RecoverFindings): string {
  const measured = configurations.filter(({ worstMicros }) => worstMicros.units > 0);
  const levels = measured.map(({ worstMicros }) => worstMicros.level).filter((level) => level !== null);
  const interval = `an interval of at least ${confidence(levels)}`;
  const isMixed = levels.length > 0 && levels.length < measured.length;
  const ofFew = isMixed ? ' (of few units: smallest to largest)' : '';
  const spread = levels.length === 0 ? 'smallest to largest' : `${interval}${ofFew}`;
  return (
    `Median of the units, below it ${spread}. Drained after: from the end of the burst to the last commit before ` +
    'records wait no longer than they did before it. By arithmetic: the same arrivals in virtual time, where n ' +
    'records take a + b·n as they did in that unit on average.'
  );
}

/** The backlog over time of one unit of each configuration, the first in which it counts; all on one scale. */
function chart({ units }: Result, { configurations, fromMs, burstMs }: RecoverFindings): string[] {
  const shown = configurations.flatMap((recovery) => {
    const own = units.filter((unit) => isSameConfiguration(unit, recovery) && counts(unit, 'distribution'));
    const timeline = own.map((unit) => unit.timeline).find((of) => of !== null);
    return timeline === undefined ? [] : [{ name: configurationName(recovery), timeline }];
  });
  if (shown.length === 0) return [];
  const largest = Math.max(1, ...shown.flatMap(({ timeline }) => timeline.backlog));
  const burst = burstMark(shown[0].timeline, fromMs, burstMs);
  const head = chartLine('Backlog of one unit each', burst, 'largest');
  const lines = shown.map(({ name, timeline: { backlog } }) =>
    chartLine(name, bars(backlog, largest), perSecond(Math.max(...backlog))),
  );
  return [[chalk.dim(head), ...lines].join('\n')];
}

/** The rest of a long name goes on lines of its own. */
function chartLine(name: string, drawing: string, largest: string): string {
  const [first, ...others] = linesOf(name, nameWidth);
  return [`${first.padEnd(nameWidth)}${drawing}${largest.padStart(largestWidth)}`, ...others].join('\n');
}

/** Each column shows the largest backlog of its slices of time. */
function bars(backlog: readonly number[], largest: number): string {
  const sliceAt = (column: number): number => (column * backlog.length) / chartColumns;
  return Array.from({ length: chartColumns }, (_, column) => {
    const from = Math.floor(sliceAt(column));
    const to = Math.max(1, Math.ceil(sliceAt(column + 1)));
    const share = Math.max(...backlog.slice(from, to)) / largest;
    return blocks[Math.min(blocks.length - 1, Math.floor(share * blocks.length))];
  }).join('');
}

/** Where in the chart the burst is. */
function burstMark({ startMs, sliceMs, backlog }: Timeline, fromMs: number, burstMs: number): string {
  const columnOf = (ms: number): number => {
    const column = Math.round(((ms - startMs) / (sliceMs * backlog.length)) * chartColumns);
    return Math.min(chartColumns, Math.max(0, column));
  };
  const [from, to] = [columnOf(fromMs), columnOf(fromMs + burstMs)];
  const width = Math.max(1, to - from);
  const named = 'burst'.padStart(Math.ceil((width + 3) / 2), '─').padEnd(width - 2, '─');
  const mark = width >= 7 ? `├${named}┤` : '─'.repeat(width);
  return `${' '.repeat(from)}${mark}`.padEnd(chartColumns).slice(0, chartColumns);
}
