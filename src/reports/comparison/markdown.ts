import { metrics } from '../../results/metrics.ts';
import { estimateText } from '../estimate-text.ts';
import { markdownTable, plain } from '../markdown.ts';
import { pointName, type ComparedCapacity, type ComparedPoint, type Comparison } from '../../comparison/compare.ts';
import { capacityTitle, keepsUpText, onlyText, ratioText, summaryText, verdictLegend } from './sentences.ts';

/** Two results side by side, for a pull request. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { a, b, differences, points, capacities } = comparison;
  const rows = [...capacities.map(capacityRow), ...points.flatMap(rowsOf)];
  const parts = [
    `### a: ${plain(a)}, b: ${plain(b)}`,
    `**${plain(summaryText(comparison))}**`,
    differences.length === 0
      ? undefined
      : [
          'They differ in more than what is compared:',
          '',
          ...differences.map((of) => `- ${plain(`${of.what}: ${of.a} and ${of.b}`)}`),
        ].join('\n'),
    rows.length === 0 ? undefined : markdownTable(['configuration', 'figure', 'a', 'b', 'b/a', 'b is'], rows),
    ...onlyText(comparison).map(plain),
    rows.length === 0 ? undefined : plain(verdictLegend),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function capacityRow({ configuration, objective, figure: { a, b, ratio, verdict } }: ComparedCapacity): string[] {
  return [
    plain(configuration),
    plain(capacityTitle(objective)),
    estimateText(a, 'records per second'),
    estimateText(b, 'records per second'),
    ratioText(ratio),
    verdict,
  ];
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
