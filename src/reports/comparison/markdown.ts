import { metrics } from '../../results/metrics.ts';
import { estimateText } from '../estimate-text.ts';
import { markdownTable, plain } from '../markdown.ts';
import { pointName, type ComparedPoint, type Comparison } from './compare.ts';
import { keepsUpText, onlyText, ratioText, summaryText, verdictLegend } from './sentences.ts';

/** Two results side by side, for a pull request. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { a, b, differences, points } = comparison;
  const parts = [
    `### a: ${plain(a)}, b: ${plain(b)}`,
    `**${plain(summaryText(comparison))}**`,
    differences.length === 0 ? undefined : ['They differ in more than what is compared:', '', ...differences.map((of) => `- ${plain(`${of.what}: ${of.a} and ${of.b}`)}`)].join('\n'),
    points.length === 0 ? undefined : markdownTable(['configuration', 'figure', 'a', 'b', 'b/a', 'b is'], points.flatMap(rowsOf)),
    ...onlyText(comparison).map(plain),
    points.length === 0 ? undefined : plain(verdictLegend),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function rowsOf({ configuration, offeredRate, keepsUp, figures }: ComparedPoint): string[][] {
  const name = plain(pointName(configuration, offeredRate));
  return [
    ...figures.map(({ metric, a, b, ratio, verdict }) => {
      const { label, unit } = metrics[metric];
      return [name, label, estimateText(a, unit), estimateText(b, unit), ratioText(ratio), verdict];
    }),
    [name, 'keeps up', keepsUpText(keepsUp.a), keepsUpText(keepsUp.b), '', ''],
  ];
}
