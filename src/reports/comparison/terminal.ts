import chalk from 'chalk';
import Table from 'cli-table3';
import { metrics } from '../../results/metrics.ts';
import { estimateText } from '../estimate-text.ts';
import { listItem, paragraph } from '../paragraph.ts';
import { noLines } from '../terminal.ts';
import { pointName, type ComparedFigure, type ComparedPoint, type Comparison } from './compare.ts';
import { keepsUpText, onlyText, ratioText, summaryText, verdictLegend } from './sentences.ts';

/** With the spaces between them 78 columns. */
const columnWidths = [10, 23, 23, 6, 12];

/** Two results side by side, for a terminal of 80 columns. */
export function comparisonReport(comparison: Comparison): string {
  const { a, b, points } = comparison;
  const parts = [
    `${listItem(`a: ${a}`)}\n${listItem(`b: ${b}`)}`,
    warning(comparison),
    ...points.map(pointTable),
    ...onlyText(comparison).map((text) => chalk.yellow(paragraph(text))),
    points.length === 0 ? undefined : paragraph(chalk.dim(verdictLegend)),
    paragraph(chalk.bold(summaryText(comparison))),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function warning({ differences }: Comparison): string | undefined {
  if (differences.length === 0) return undefined;
  const items = differences.map(({ what, a, b }) => listItem(`${what}: ${a} and ${b}`));
  return chalk.yellow([paragraph('They differ in more than what is compared, and the figures may differ because of it:'), ...items].join('\n'));
}

function pointTable({ configuration, offeredRate, keepsUp, figures }: ComparedPoint): string {
  const rows = new Table({
    head: [chalk.bold(''), chalk.bold('a'), chalk.bold('b'), chalk.bold('b/a'), chalk.bold('b is')],
    colWidths: columnWidths,
    colAligns: ['left', 'right', 'right', 'right', 'left'],
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  for (const figure of figures) rows.push(rowOf(figure));
  rows.push(['keeps up', keepsUpText(keepsUp.a), keepsUpText(keepsUp.b), '', '']);
  return `${paragraph(chalk.bold(pointName(configuration, offeredRate)))}\n${rows.toString().replaceAll(/ +$/gm, '')}`;
}

function rowOf({ metric, a, b, ratio, verdict }: ComparedFigure): string[] {
  const { label, unit } = metrics[metric];
  return [label, estimateText(a, unit), estimateText(b, unit), ratioText(ratio), colours[verdict](verdict)];
}

const colours: Readonly<Record<ComparedFigure['verdict'], (text: string) => string>> = { faster: chalk.green, slower: chalk.red, inconclusive: chalk.yellow };
