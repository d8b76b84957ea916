import chalk from 'chalk';
import Table from 'cli-table3';
import { configurationName } from '../results/configuration.ts';
import { percent, perSecond } from '../results/quantity.ts';
import type { Capacity } from '../results/findings/capacity.ts';
import type { Result } from '../results/result.ts';
import { exclusions } from './exclusions.ts';
import { listItem, paragraph } from './paragraph.ts';
import { answer, badRecords, conditions, place } from './sentences.ts';

const heads = ['configuration', 'guarantee', 'records/s', '95 % interval', 'limited by', 'units'];
/** Together with the spaces between them 79: a terminal of 80 columns shows the table whole. */
const columnWidths = [20, 13, 10, 10, 16, 5];

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

/** What each configuration sustains, for people: a table, how they compare, and what that rests on. */
export function capacityReport(result: Result, path: string | undefined): string {
  const { capacity = [], units, recommendation, sameAnswer } = result;
  const excluded = exclusions(units);
  const bad = badRecords(result);
  const parts = [
    paragraph(`${chalk.bold(result.experiment.workload)}: ${conditions(result)}\n${place(result)}`),
    table(capacity),
    paragraph(chalk.dim(legend(capacity))),
    recommendation === null ? undefined : paragraph(chalk.bold(recommendation.text)),
    evidence(capacity),
    excluded === undefined ? undefined : chalk.yellow(excluded),
    bad === undefined ? undefined : chalk.yellow(paragraph(bad)),
    sameAnswer.equal ? paragraph(answer(result)) : chalk.red(paragraph(answer(result))),
    // Unwrapped, so that the path can be copied.
    path === undefined ? undefined : chalk.dim(`Saved as ${path}`),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function table(capacity: readonly Capacity[]): string {
  const rows = new Table({
    head: heads.map((head) => chalk.bold(head)),
    colWidths: columnWidths,
    colAligns: ['left', 'left', 'right', 'right', 'left', 'right'],
    wordWrap: true,
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  for (const one of capacity) rows.push(rowOf(one));
  return rows.toString().replaceAll(/ +$/gm, '');
}

function rowOf(one: Capacity): string[] {
  const limit = one.harnessLimited ? `${one.limitedBy}, measuring` : one.limitedBy;
  return [configurationName(one), one.guarantee, rateCell(one), intervalCell(one), limit, one.units.toString()];
}

function rateCell({ estimate, verdict }: Capacity): string {
  if (verdict === 'no') return chalk.red('none');
  if (estimate === null) return chalk.yellow('unsure');
  return verdict === 'yes' ? chalk.green(perSecond(estimate)) : chalk.yellow(perSecond(estimate));
}

/** One below the other: six digits to each side of a dash would not fit. */
function intervalCell({ low, high }: Capacity): string {
  return low === null || high === null ? '–' : `${perSecond(low)}\n–${perSecond(high)}`;
}

function legend(capacity: readonly Capacity[]): string {
  const few = capacity.some(({ level, estimate }) => level === null && estimate !== null);
  const levels = capacity.map(({ level }) => level).filter((level) => level !== null);
  const level = levels.length === 0 ? '' : `, at ${percent(Math.min(...levels))} confidence or more`;
  const smallest = few ? '; of fewer than 6 units from the smallest to the largest' : '';
  return `The highest rate at which the backlog does not grow and micro-batches take no longer than their interval: median of the units, with an interval from order statistics${level}${smallest}.`;
}

function evidence(capacity: readonly Capacity[]): string {
  return capacity.map((one) => listItem(`${configurationName(one)}: ${one.evidence.join('; ')}`)).join('\n');
}
