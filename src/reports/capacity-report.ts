import chalk from 'chalk';
import { configurationName } from '../results/configuration.ts';
import type { Capacity, CapacityFindings } from '../results/findings/capacity.ts';
import { confidence, perSecond } from '../results/quantity.ts';
import { listItem, paragraph } from './paragraph.ts';
import type { ReportBody } from './report-body.ts';
import { scaleOutText } from './scale-out-text.ts';
import { table, type Column } from './table.ts';

/** Together with the spaces between them 79: a terminal of 80 columns shows the table whole. */
const columns: readonly Column[] = [
  { head: 'configuration', width: 20, align: 'left' },
  { head: 'guarantee', width: 13, align: 'left' },
  { head: 'records/s', width: 12, align: 'right' },
  { head: '95 % interval', width: 11, align: 'right' },
  { head: 'limited by', width: 13, align: 'left' },
  { head: 'units', width: 5, align: 'right' },
];

/** What `capacity` found: the capacity of each configuration, how they compare, and the evidence. */
export function capacityBody({ capacities, scaleOut = [] }: CapacityFindings): ReportBody {
  const evidence = capacities.map((one) => listItem(`${configurationName(one)}: ${one.evidence.join('; ')}`));
  return {
    figures: [
      table(columns, capacities.map(rowOf)),
      paragraph(chalk.dim(legend(capacities))),
      ...(evidence.length === 0 ? [] : [evidence.join('\n')]),
      ...scaleOut.map((one) => paragraph(scaleOutText(one))),
    ],
    conclusions: [],
  };
}

function rowOf(one: Capacity): string[] {
  const limit = one.harnessLimited ? `${one.limitedBy}, measuring` : one.limitedBy;
  return [configurationName(one), one.guarantee, rateCell(one), intervalCell(one), limit, one.units.toString()];
}

function rateCell({ estimate, verdict, above }: Capacity): string {
  if (above !== undefined) return chalk.yellow(`> ${perSecond(above)}`);
  if (verdict === 'no') return chalk.red('none');
  if (estimate === null) return chalk.yellow('inconclusive');
  return verdict === 'yes' ? chalk.green(perSecond(estimate)) : chalk.yellow(perSecond(estimate));
}

/** In two lines: six digits on each side of a dash would not fit in one. */
function intervalCell({ low, high }: Capacity): string {
  return low === null || high === null ? '–' : `${perSecond(low)}\n–${perSecond(high)}`;
}

function legend(capacities: readonly Capacity[]): string {
  const levels = capacities.map(({ level }) => level).filter((level) => level !== null);
  const sure = levels.length === 0 ? '' : `, at ${confidence(levels)} or more`;
  const isOfFew = capacities.some(({ level, estimate }) => level === null && estimate !== null);
  const ofFew = isOfFew ? '; of fewer than 6 units from the smallest to the largest' : '';
  return (
    'The highest rate at which the backlog does not grow and micro-batches take no longer than their interval: ' +
    `median of the units, with an interval from order statistics${sure}${ofFew}.`
  );
}
