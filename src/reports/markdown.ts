import { escapeControls } from '../control-characters.ts';
import { configurationName } from '../results/configuration.ts';
import type { Capacity } from '../results/findings/capacity.ts';
import type { Findings } from '../results/findings/findings.ts';
import type { GateFindings } from '../results/findings/gate.ts';
import { measuredPoints, type MeasuredPoint } from '../results/measured-point.ts';
import { durableMetrics, shownMetrics, type Metric } from '../results/metrics.ts';
import { percent, perSecond } from '../results/quantity.ts';
import type { Result } from '../results/result.ts';
import { capacityText, limitText } from './capacity-text.ts';
import { estimateText } from './estimate-text.ts';
import { countedUnits, exclusionLists, type ExclusionList } from './exclusions.ts';
import { amountText, changeText, loadText, notesOf, pairsLegend } from './gate-report.ts';
import { objectiveCells, objectiveHeads, objectivesLegend } from './held-objectives.ts';
import { microBatchTimes } from './micro-batch-times.ts';
import { scaleOutText } from './scale-out-text.ts';
import { answer, conclusions, legend, missingRecords, place, topicsText } from './sentences.ts';
import { whatWasMeasured } from './what-was-measured.ts';

const pointHeads = ['configuration', 'offered', 'guarantee'];
const verdictHeads = ['keeps up', 'units'];

/** An experiment as GitHub and others show it in a pull request: tables and the sentences. */
export function markdownReport(result: Result): string {
  const parts = [
    `### ${plain(`${result.experiment.workload}: ${whatWasMeasured(result)}`)}`,
    ...conclusions(result).map(({ text }) => `**${plain(text)}**`),
    ...findingTables(result.findings),
    ...figureTable(result),
    ...[microBatchTimes(result)].filter((text) => text !== undefined).map(plain),
    ...missingRecords(result).map(plain),
    plain(answer(result)),
    ...exclusionLists(result.units).map(listOf),
    `<sub>${provenance(result)}</sub>`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The first column is aligned left, the others right. Cells are Markdown already. */
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

/** Escapes text of users and machines: nothing in it is markup, and it stays on its line. */
export function plain(text: string): string {
  return escapeControls(text.replaceAll(/\s+/g, ' '))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~#$@]/g, '\\$&');
}

/** What the kind of experiment shows beside the sentences and the table of figures. */
function findingTables(findings: Findings): string[] {
  switch (findings.kind) {
    case 'run':
    case 'sweep':
    case 'recover':
      return [];
    case 'gate':
      return gateTables(findings);
    case 'capacity':
      return [
        ...(findings.capacities.length === 0 ? [] : [capacityTable(findings.capacities)]),
        ...(findings.scaleOut ?? []).map((one) => plain(scaleOutText(one))),
      ];
  }
}

function gateTables(findings: GateFindings): string[] {
  const { figures, objectives } = findings;
  const head = ['configuration', 'load', 'figure', 'base', 'head', 'worse by', 'margin', 'pairs', 'verdict'];
  const rows = figures.map((figure) => [
    plain(configurationName(figure)),
    loadText(figure),
    figure.label,
    amountText(figure.base, figure.unit),
    amountText(figure.head, figure.unit),
    changeText(figure),
    percent(figure.margin),
    `${figure.pairs}`,
    figure.verdict,
  ]);
  const held = objectives.map((one) => objectiveCells(one).map(plain));
  return [
    ...(rows.length === 0 ? [] : [markdownTable(head, rows), plain(pairsLegend(figures))]),
    ...(held.length === 0 ? [] : [markdownTable(objectiveHeads, held), plain(objectivesLegend(objectives))]),
    ...notesOf(findings).map(plain),
  ];
}

function capacityTable(capacities: readonly Capacity[]): string {
  const rows = capacities.map((one) => [
    plain(configurationName(one)),
    one.guarantee,
    capacityText(one),
    plain(limitText(one)),
    `${one.units}`,
  ]);
  return markdownTable(['configuration', 'guarantee', 'capacity in records/s', 'limited by', 'units'], rows);
}

/** The table of figures and its legend; nothing where nothing was summarized. */
function figureTable(result: Result): string[] {
  const points = measuredPoints(result);
  if (points.length === 0) return [];
  const metrics = shownMetrics(points.map(({ of }) => of));
  const heads = [...pointHeads, ...metrics.map(([, { label }]) => label), ...verdictHeads];
  const rows = points.flatMap((point) => [cells(point, metrics), ...durableCells(point, heads.length)]);
  return [markdownTable(heads, rows), plain(legend(result, 'in brackets'))];
}

function cells({ name, offeredRate, guarantee, of, units }: MeasuredPoint, metrics: [string, Metric][]): string[] {
  const counted = countedUnits(units).length;
  return [
    plain(name),
    offeredRate === null ? 'all at once' : `${perSecond(offeredRate)}/s`,
    guarantee,
    ...metrics.map(([metric, { unit }]) => estimateText(of(metric), unit)),
    of('backlogSlopeShare')?.verdict ?? '–',
    counted === units.length ? `${counted}` : `${counted} of ${units.length}`,
  ];
}

/** A row for the latency until the effect is durable, where that is later than visible. */
function durableCells({ name, of }: MeasuredPoint, width: number): string[][] {
  const durable = Object.entries(durableMetrics).filter(([metric]) => of(metric) !== undefined);
  if (durable.length === 0) return [];
  const figures = durable.map(([metric, { unit }]) => estimateText(of(metric), unit));
  const row = [`${plain(name)}, durable`, '', '', ...figures];
  return [[...row, ...new Array<string>(width - row.length).fill('')]];
}

function listOf({ head, items }: ExclusionList): string {
  return [`${head}:`, '', ...items.map((item) => `- ${plain(item)}`)].join('\n');
}

function provenance(result: Result): string {
  const { tool, startedAt, command } = result;
  const parts = [
    place(result),
    ...topicsText(result),
    `stream-bench ${tool.version}, Node ${tool.node}`,
    startedAt,
    command,
  ];
  return parts.map(plain).join('; ');
}
