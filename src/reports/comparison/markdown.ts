import { pointName, type ComparedPoint, type Comparison } from '../../comparison/compare.ts';
import type { ComparedCapacity } from '../../comparison/compare-capacities.ts';
import type { ComparedFigure } from '../../comparison/compared-figure.ts';
import { metrics, type Metric } from '../../results/metrics.ts';
import { estimateText } from '../estimate-text.ts';
import { markdownTable, plain } from '../markdown.ts';
import { capacityTitle, onlyText, ratioText, summaryText, verdictLegend } from './sentences.ts';

/** Two results side by side, for a pull request. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { a, b, points, capacities } = comparison;
  const rows = [...capacities.map(capacityRow), ...points.flatMap(rowsOf)];
  const table = markdownTable(['configuration', 'figure', 'a', 'b', 'b/a', 'b is'], rows);
  const parts = [
    `### a: ${plain(a)}, b: ${plain(b)}`,
    `**${plain(summaryText(comparison))}**`,
    ...differenceList(comparison),
    ...(rows.length === 0 ? [] : [table]),
    ...onlyText(comparison).map(plain),
    ...(rows.length === 0 ? [] : [plain(verdictLegend)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function differenceList({ differences }: Comparison): string[] {
  if (differences.length === 0) return [];
  const items = differences.map(({ what, a, b }) => `- ${plain(`${what}: ${a} and ${b}`)}`);
  return [['They differ in more than what is compared:', '', ...items].join('\n')];
}

function capacityRow({ configuration, objective, figure }: ComparedCapacity): string[] {
  return [plain(configuration), plain(capacityTitle(objective)), ...figureCells(figure, 'records per second')];
}

function rowsOf({ configuration, offeredRate, keepsUp, figures }: ComparedPoint): string[][] {
  const name = plain(pointName(configuration, offeredRate));
  return [
    ...figures.map((figure) => {
      const { label, unit } = metrics[figure.metric];
      return [name, label, ...figureCells(figure, unit)];
    }),
    [name, 'keeps up', keepsUp.a ?? '–', keepsUp.b ?? '–', '', ''],
  ];
}

function figureCells({ a, b, ratio, verdict }: ComparedFigure, unit: Metric['unit']): string[] {
  return [estimateText(a, unit), estimateText(b, unit), ratioText(ratio), verdict];
}
