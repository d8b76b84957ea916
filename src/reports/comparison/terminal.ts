import chalk from 'chalk';
import Table from 'cli-table3';
import { metrics, type Metric } from '../../results/metrics.ts';
import { estimateText } from '../estimate-text.ts';
import { listItem, paragraph } from '../paragraph.ts';
import { noLines } from '../terminal.ts';
import { pointName, type ComparedFigure, type ComparedPoint, type Comparison } from '../../comparison/compare.ts';
import { capacityTitle, keepsUpText, onlyText, ratioText, summaryText, verdictLegend } from './sentences.ts';

/** With the spaces between them 78 columns; a capacity has its configuration's name in front. */
const columnWidths = [10, 23, 23, 6, 12];
const capacityWidths = [22, 17, 17, 6, 12];

/** Two results side by side, for a terminal of 80 columns. */
export function comparisonReport(comparison: Comparison): string {
  const { a, b, points } = comparison;
  const parts = [
    `${listItem(`a: ${a}`)}\n${listItem(`b: ${b}`)}`,
    warning(comparison),
    ...capacityTables(comparison),
    ...points.map(pointTable),
    ...onlyText(comparison).map((text) => chalk.yellow(paragraph(text))),
    points.length + comparison.capacities.length === 0 ? undefined : paragraph(chalk.dim(verdictLegend)),
    paragraph(chalk.bold(summaryText(comparison))),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function warning({ differences }: Comparison): string | undefined {
  if (differences.length === 0) return undefined;
  const items = differences.map(({ what, a, b }) => listItem(`${what}: ${a} and ${b}`));
  return chalk.yellow(
    [paragraph('They differ in more than what is compared, and the figures may differ because of it:'), ...items].join(
      '\n',
    ),
  );
}

function pointTable({ configuration, offeredRate, keepsUp, figures }: ComparedPoint): string {
  const rows = figures.map((figure) => rowOf(metrics[figure.metric].label, figure, metrics[figure.metric].unit));
  return table(pointName(configuration, offeredRate), columnWidths, [
    ...rows,
    ['keeps up', keepsUpText(keepsUp.a), keepsUpText(keepsUp.b), '', ''],
  ]);
}

/** One for each objective. */
function capacityTables({ capacities }: Comparison): string[] {
  return [...Map.groupBy(capacities, ({ objective }) => objective)].map(([objective, own]) => {
    const rows = own.map(({ configuration, figure }) => rowOf(configuration, figure, 'records per second'));
    return table(capacityTitle(objective), capacityWidths, rows);
  });
}

function table(title: string, colWidths: number[], rows: readonly string[][]): string {
  const lines = new Table({
    head: ['', 'a', 'b', 'b/a', 'b is'].map((head) => chalk.bold(head)),
    colWidths,
    colAligns: ['left', 'right', 'right', 'right', 'left'],
    wordWrap: true,
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  lines.push(...rows);
  return `${paragraph(chalk.bold(title))}\n${lines.toString().replaceAll(/ +$/gm, '')}`;
}

function rowOf(label: string, { a, b, ratio, verdict }: ComparedFigure, unit: Metric['unit']): string[] {
  return [label, estimateText(a, unit), estimateText(b, unit), ratioText(ratio), colours[verdict](verdict)];
}

const colours: Readonly<Record<ComparedFigure['verdict'], (text: string) => string>> = {
  faster: chalk.green,
  slower: chalk.red,
  inconclusive: chalk.yellow,
};
