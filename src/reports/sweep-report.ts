import chalk from 'chalk';
import type { SweepFindings } from '../results/findings/sweep.ts';
import { measuredPoints, type MeasuredPoint } from '../results/measured-point.ts';
import { micros, microsRange, thousands } from '../results/quantity.ts';
import type { Result } from '../results/result.ts';
import type { Verdict } from '../results/schema-parts.ts';
import { logChart, markOf } from './log-chart.ts';
import { earlierUnitsText } from './earlier-units.ts';
import { paragraph } from './paragraph.ts';
import type { ReportBody } from './report-body.ts';
import { legend } from './sentences.ts';
import { table, type Column } from './table.ts';

const nameWidth = 24;
const rateWidth = 10;
/** If there are more rates, they go into further tables. */
const ratesPerTable = 5;
const spreadWidth = 9;

/** What a sweep found: latencies by rate, the frontier, and what follows from them. */
export function sweepBody(result: Result, findings: SweepFindings): ReportBody {
  const points = measuredPoints(result);
  const explained = `p99 where a configuration keeps up${points.some(isOpen) ? '; ?: inconclusive' : ''}.`;
  return {
    figures: [
      ...tables(points, findings),
      paragraph(chalk.dim(`${explained} ${legend(result, 'below it')}`)),
      ...chart(points, findings),
    ],
    conclusions: conclusionsOf(result, findings),
  };
}

/** Tables of a few rates each: a row for each configuration, a column for each rate. */
function tables(points: readonly MeasuredPoint[], { rates, skipped }: SweepFindings): string[] {
  const blocks = Array.from({ length: Math.ceil(rates.length / ratesPerTable) }, (_, block) =>
    rates.slice(block * ratesPerTable, (block + 1) * ratesPerTable),
  );
  return blocks.map((some) => {
    const rows = namesOf(points).map((name, index) => {
      const cells = some.map((rate) => {
        const isSkipped = skipped.some((point) => point.configuration === name && point.rate === rate);
        const point = points.find((of) => of.name === name && of.offeredRate === rate);
        return cell(point, isSkipped);
      });
      return [`${markOf(index)} ${name}`, ...cells];
    });
    return table(columnsOf(some), rows);
  });
}

function columnsOf(rates: readonly number[]): Column[] {
  return [
    { head: '', width: nameWidth, align: 'left' },
    ...rates.map((rate): Column => ({ head: `${thousands(rate)}/s`, width: rateWidth, align: 'right' })),
  ];
}

function namesOf(points: readonly MeasuredPoint[]): string[] {
  return [...new Set(points.map(({ name }) => name))];
}

function verdictOf(point: MeasuredPoint | undefined): Verdict | null {
  return point?.of('backlogSlopeShare')?.verdict ?? null;
}

/** There is a p99, but it is not known whether the configuration keeps up. */
function isOpen(point: MeasuredPoint): boolean {
  const verdict = verdictOf(point);
  return verdict !== 'yes' && verdict !== 'no' && p99Of(point) !== null;
}

function p99Of({ of }: MeasuredPoint): number | null {
  return of('p99Micros')?.estimate ?? null;
}

/** The p99 and its spread, or that the configuration does not keep up with the rate. */
function cell(point: MeasuredPoint | undefined, isSkipped: boolean): string {
  const verdict = verdictOf(point);
  if (isSkipped || verdict === 'no') return chalk.red('too much');
  const { estimate = null, low = null, high = null } = point?.of('p99Micros') ?? {};
  if (estimate === null || low === null || high === null) return '–';
  if (verdict !== 'yes') return `${micros(estimate)}\n${chalk.yellow('?')}`;
  const spread = microsRange(low, high, estimate, spreadWidth).replace('\n', '');
  return `${micros(estimate)}\n${chalk.dim(spread.length > rateWidth ? '' : spread)}`;
}

/** Shows only points that surely keep up: the latency of others depends on how long the load lasts. */
function chart(points: readonly MeasuredPoint[], { rates }: SweepFindings): string[] {
  const names = namesOf(points);
  const marked = points.flatMap((point) => {
    const { name, offeredRate } = point;
    const latencyMicros = p99Of(point);
    if (latencyMicros === null || offeredRate === null || verdictOf(point) !== 'yes') return [];
    return [{ x: offeredRate, yMicros: latencyMicros, mark: markOf(names.indexOf(name)) }];
  });
  return marked.length === 0
    ? []
    : [logChart(marked, { xs: rates, show: (rate) => `${thousands(rate)}/s` }).join('\n')];
}

function conclusionsOf(result: Result, { costs, check, earlierUnits }: SweepFindings): string[] {
  const cost = [...costs.map(({ text }) => text), ...(check === null ? [] : [check.text])].join(' ');
  return [
    ...(cost === '' ? [] : [paragraph(cost)]),
    ...earlierUnitsText(earlierUnits).map((text) => paragraph(chalk.dim(text))),
  ];
}
