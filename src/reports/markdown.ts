import { escapeControls } from '../control-characters.ts';
import { configurationName } from '../results/configuration.ts';
import { measuredPoints, type MeasuredPoint } from '../results/measured-point.ts';
import { durableMetrics, metrics } from '../results/metrics.ts';
import { perSecond } from '../results/quantity.ts';
import type { Capacity } from '../results/findings/capacity.ts';
import type { Result } from '../results/result.ts';
import { capacityText, limitText } from './capacity-text.ts';
import { estimateText } from './estimate-text.ts';
import { excludedUnits } from './exclusions.ts';
import { answer, badRecords, conditions, findings, legend, place } from './sentences.ts';

const heads = [
  'configuration',
  'offered',
  'guarantee',
  ...Object.values(metrics).map(({ label }) => label),
  'keeps up',
  'units',
];

/** A run as GitHub and others show it in a pull request: a table and the sentences. */
export function markdownReport(result: Result): string {
  const bad = badRecords(result);
  const points = measuredPoints(result);
  const parts = [
    `### ${plain(result.experiment.workload)}: ${plain(conditions(result))}`,
    ...findings(result).map(({ text }) => `**${plain(text)}**`),
    capacityTable(result.capacity ?? []),
    ...(points.length === 0
      ? []
      : [
          markdownTable(
            heads,
            points.flatMap((point) => [cells(point), ...durableCells(point)]),
          ),
          plain(legend(result, 'in brackets')),
        ]),
    bad === undefined ? undefined : plain(bad),
    plain(answer(result)),
    notCounted(result),
    `<sub>${plain(place(result))}; stream-bench ${plain(result.tool.version)}, Node ${plain(result.tool.node)}; ${plain(result.startedAt)}; ${plain(result.command)}</sub>`,
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

/** The first column to the left, the others to the right. Cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [
    tableLine(head),
    tableLine(head.map((_, column) => (column === 0 ? ':--' : '--:'))),
    ...rows.map(tableLine),
  ].join('\n');
}

function tableLine(row: readonly string[]): string {
  return `| ${row.join(' | ')} |`;
}

/** Text of users and machines, shown as it is: nothing in it is markup, and it stays on its line. */
export function plain(text: string): string {
  return escapeControls(text.replaceAll(/\s+/g, ' '))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~#$@]/g, '\\$&');
}

function capacityTable(capacity: readonly Capacity[]): string | undefined {
  if (capacity.length === 0) return undefined;
  const rows = capacity.map((one) => [
    plain(configurationName(one)),
    one.guarantee,
    capacityText(one),
    plain(limitText(one)),
    `${one.units}`,
  ]);
  return markdownTable(['configuration', 'guarantee', 'capacity in records/s', 'limited by', 'units'], rows);
}

function cells({ name, offeredRate, guarantee, of, units }: MeasuredPoint): string[] {
  const growth = of('backlogSlopeShare');
  const counted = units.filter(({ status }) => status === 'valid').length;
  return [
    plain(name),
    offeredRate === null ? 'all at once' : `${perSecond(offeredRate)}/s`,
    guarantee,
    ...Object.entries(metrics).map(([metric, { unit }]) => estimateText(of(metric), unit)),
    growth?.verdict === 'inconclusive' ? 'unsure' : (growth?.verdict ?? '–'),
    counted === units.length ? `${counted}` : `${counted} of ${units.length}`,
  ];
}

/** A row of its own for how long until it is durable, where that is later than visible. */
function durableCells({ name, of }: MeasuredPoint): string[][] {
  const durable = Object.entries(durableMetrics).filter(([metric]) => of(metric) !== undefined);
  if (durable.length === 0) return [];
  const figures = durable.map(([metric, { unit }]) => estimateText(of(metric), unit));
  const head = [`${plain(name)}, durable`, '', ''];
  return [[...head, ...figures, ...heads.slice(head.length + figures.length).map(() => '')]];
}

function notCounted({ units }: Result): string | undefined {
  const found = excludedUnits(units);
  return found === undefined
    ? undefined
    : [`${found.head}:`, '', ...found.items.map((item) => `- ${plain(item)}`)].join('\n');
}
