import chalk from 'chalk';
import { metrics, type Metric } from '../../results/metrics.ts';
import { estimateText } from '../estimate-text.ts';
import { listItem, paragraph } from '../paragraph.ts';
import { table, type Column } from '../table.ts';
import { pointName, type ComparedPoint, type Comparison } from '../../comparison/compare.ts';
import type { ComparedFigure } from '../../comparison/compared-figure.ts';
import { capacityTitle, onlyText, ratioText, summaryText, verdictLegend } from './sentences.ts';

const heads: readonly Omit<Column, 'width'>[] = [
  { head: '', align: 'left' },
  { head: 'a', align: 'right' },
  { head: 'b', align: 'right' },
  { head: 'b/a', align: 'right' },
  { head: 'b is', align: 'left' },
];
/** Together with the spaces between them 78. In a table of capacities the first column holds configurations. */
const columnWidths = [10, 23, 23, 6, 12];
const capacityWidths = [22, 17, 17, 6, 12];

/** Two results side by side, for a terminal of 80 columns. */
export function comparisonReport(comparison: Comparison): string {
  const { a, b, points, capacities } = comparison;
  const isEmpty = points.length + capacities.length === 0;
  const parts = [
    `${listItem(`a: ${a}`)}\n${listItem(`b: ${b}`)}`,
    ...warnings(comparison),
    ...capacityTables(comparison),
    ...points.map(pointTable),
    ...onlyText(comparison).map((text) => chalk.yellow(paragraph(text))),
    ...(isEmpty ? [] : [paragraph(chalk.dim(verdictLegend))]),
    paragraph(chalk.bold(summaryText(comparison))),
  ];
  return `${parts.join('\n\n')}\n`;
}

function warnings({ differences }: Comparison): string[] {
  if (differences.length === 0) return [];
  const items = differences.map(({ what, a, b }) => listItem(`${what}: ${a} and ${b}`));
  const warning = 'They differ in more than what is compared, and the figures may differ because of it:';
  return [chalk.yellow([paragraph(warning), ...items].join('\n'))];
}

function pointTable({ configuration, offeredRate, keepsUp, figures }: ComparedPoint): string {
  const rows = figures.map((figure) => rowOf(metrics[figure.metric].label, figure, metrics[figure.metric].unit));
  return titledTable(pointName(configuration, offeredRate), columnWidths, [
    ...rows,
    ['keeps up', keepsUp.a ?? '–', keepsUp.b ?? '–', '', ''],
  ]);
}

/** A table for each objective. */
function capacityTables({ capacities }: Comparison): string[] {
  return [...Map.groupBy(capacities, ({ objective }) => objective)].map(([objective, own]) => {
    const rows = own.map(({ configuration, figure }) => rowOf(configuration, figure, 'records per second'));
    return titledTable(capacityTitle(objective), capacityWidths, rows);
  });
}

function titledTable(title: string, widths: readonly number[], rows: readonly string[][]): string {
  const columns = heads.map((head, place) => ({ ...head, width: widths[place] }));
  return `${paragraph(chalk.bold(title))}\n${table(columns, rows)}`;
}

function rowOf(label: string, { a, b, ratio, verdict }: ComparedFigure, unit: Metric['unit']): string[] {
  return [label, estimateText(a, unit), estimateText(b, unit), ratioText(ratio), colours[verdict](verdict)];
}

const colours: Readonly<Record<ComparedFigure['verdict'], (text: string) => string>> = {
  faster: chalk.green,
  slower: chalk.red,
  inconclusive: chalk.yellow,
};
