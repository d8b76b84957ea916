import chalk from 'chalk';
import Table from 'cli-table3';
import { measuredPoints, type MeasuredPoint } from '../results/measured-point.ts';
import { micros, microsRange, thousands } from '../results/quantity.ts';
import type { SweepFindings } from '../results/findings/sweep.ts';
import type { Result } from '../results/result.ts';
import { exclusions } from './exclusions.ts';
import { frontierChart } from './frontier-chart.ts';
import { paragraph } from './paragraph.ts';
import { answer, badRecords, conditions, legend, place } from './sentences.ts';

const nameWidth = 24;
const rateWidth = 10;
/** More rates than fit beside the names go below. */
const ratesPerTable = 5;
const spreadWidth = 9;
const marks = 'abcdefghijklmnopqrstuvwxyz';

const noLines = {
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

/** What a sweep found, for people: latencies by rate, the frontier, and what follows from them. `path`: where it is saved. */
export function sweepReport(result: Result, path: string | undefined): string {
  const findings = result.sweep!;
  const excluded = exclusions(result.units);
  const bad = badRecords(result);
  const parts = [
    paragraph(`${chalk.bold(result.experiment.workload)}: ${conditions(result)}\n${place(result)}`),
    ...tables(result, findings),
    paragraph(chalk.dim(`p99 where a configuration keeps up. ${legend(result, 'below it')}`)),
    chart(result, findings),
    excluded === undefined ? undefined : chalk.yellow(excluded),
    bad === undefined ? undefined : chalk.yellow(paragraph(bad)),
    result.sameAnswer.equal ? paragraph(answer(result)) : chalk.red(paragraph(answer(result))),
    ...sentences(result, findings),
    // Unwrapped, so that the path can be copied.
    path === undefined ? undefined : chalk.dim(`Saved as ${path}`),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

/** One for each few rates: configurations down, rates across. */
function tables(result: Result, { rates, skipped }: SweepFindings): string[] {
  const points = measuredPoints(result);
  const names = [...new Set(points.map(({ name }) => name))];
  const blocks = Array.from({ length: Math.ceil(rates.length / ratesPerTable) }, (_, block) =>
    rates.slice(block * ratesPerTable, (block + 1) * ratesPerTable),
  );
  return blocks.map((some) => {
    const rows = new Table({
      head: ['', ...some.map((rate) => chalk.bold(`${thousands(rate)}/s`))],
      colWidths: [nameWidth, ...some.map(() => rateWidth)],
      colAligns: ['left', ...some.map(() => 'right' as const)],
      chars: noLines,
      wordWrap: true,
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    });
    for (const [index, name] of names.entries()) {
      const cells = some.map((rate) => {
        const isSkipped = skipped.some((point) => point.configuration === name && point.rate === rate);
        return cell(
          points.find((point) => point.name === name && point.offeredRate === rate),
          isSkipped,
        );
      });
      rows.push([`${markOf(index)} ${name}`, ...cells]);
    }
    return rows.toString().replaceAll(/ +$/gm, '');
  });
}

/** The p99 and its spread; or that it does not keep up there. */
function cell(point: MeasuredPoint | undefined, isSkipped: boolean): string {
  const row = point?.of('p99Micros');
  const verdict = point?.of('backlogSlopeShare')?.verdict ?? null;
  if (isSkipped || verdict === 'no') return chalk.red('too much');
  if (row === undefined || row.estimate === null || row.low === null || row.high === null) return '–';
  const spread = microsRange(row.low, row.high, row.estimate, spreadWidth).replace('\n', '');
  if (verdict === 'yes') return `${micros(row.estimate)}\n${chalk.dim(spread.length > rateWidth ? '' : spread)}`;
  return `${micros(row.estimate)}\n${chalk.yellow('unsure')}`;
}

function markOf(index: number): string {
  return marks[index] ?? '?';
}

/** Only where a configuration surely keeps up: what it does beyond that depends on how long one waits. */
function chart(result: Result, { rates }: SweepFindings): string | undefined {
  const points = measuredPoints(result);
  const names = [...new Set(points.map(({ name }) => name))];
  const marked = points.flatMap((point) => {
    const latencyMicros = point.of('p99Micros')?.estimate ?? null;
    if (latencyMicros === null || point.offeredRate === null || point.of('backlogSlopeShare')?.verdict !== 'yes')
      return [];
    return [{ ratePerSecond: point.offeredRate, latencyMicros, mark: markOf(names.indexOf(point.name)) }];
  });
  return marked.length === 0 ? undefined : frontierChart(marked, rates).join('\n');
}

function sentences({ recommendation }: Result, { costs, check, earlierUnits }: SweepFindings): (string | undefined)[] {
  // Without crossovers the recommendation says why there are none; with failed units, why there is nothing to say.
  const main = recommendation === null ? [] : [chalk.bold(recommendation.text)];
  const cost = [...costs.map(({ text }) => text), ...(check === null ? [] : [check.text])].join(' ');
  return [
    ...main.map(paragraph),
    cost === '' ? undefined : paragraph(cost),
    earlierUnits === 0
      ? undefined
      : paragraph(chalk.dim(`${earlierUnits} of the units were measured before an interruption.`)),
  ];
}
