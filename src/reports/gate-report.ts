import chalk from 'chalk';
import { configurationName } from '../results/configuration.ts';
import type { GateFigure, GateFindings, HeldObjective } from '../results/findings/gate.ts';
import { listed } from '../results/listed.ts';
import { confidence, fourDigits, percent, perSecond, span } from '../results/quantity.ts';
import { crossoverShift } from './crossover-shift.ts';
import { earlierUnitsText } from './earlier-units.ts';
import { objectiveCells, objectivesLegend } from './held-objectives.ts';
import { worseBy } from '../results/worse-by.ts';
import { paragraph } from './paragraph.ts';
import type { ReportBody } from './report-body.ts';
import { table, type Column } from './table.ts';

/** Together with the spaces between them 79: a terminal of 80 columns shows the table whole. */
const columns: readonly Column[] = [
  { head: 'configuration,\nload', width: 22, align: 'left' },
  { head: 'figure', width: 15, align: 'left' },
  { head: 'base', width: 8, align: 'right' },
  { head: 'head', width: 8, align: 'right' },
  { head: 'worse by', width: 9, align: 'right' },
  { head: 'verdict', width: 12, align: 'left' },
];

const objectiveColumns: readonly Column[] = [
  { head: 'configuration', width: 20, align: 'left' },
  { head: 'objective', width: 23, align: 'left' },
  { head: 'latency', width: 20, align: 'right' },
  { head: 'verdict', width: 12, align: 'left' },
];

/** What the gate found: a row for each figure, or for each objective. */
export function gateBody(findings: GateFindings): ReportBody {
  const { figures, objectives } = findings;
  return {
    figures: [
      ...(figures.length === 0 ? [] : [table(columns, figures.map(rowOf)), legend(pairsLegend(figures))]),
      ...(objectives.length === 0
        ? []
        : [table(objectiveColumns, objectives.map(objectiveRow)), legend(objectivesLegend(objectives))]),
    ],
    conclusions: notesOf(findings).map(paragraph),
  };
}

function legend(text: string): string {
  return paragraph(chalk.dim(text));
}

function objectiveRow(one: HeldObjective): string[] {
  const [configuration, objective, latency, interval] = objectiveCells(one);
  const figures = one.low === null ? latency : `${latency}\n${chalk.dim(interval)}`;
  return [configuration, objective, figures, verdictText(one)];
}

function rowOf(figure: GateFigure): string[] {
  const [value, spread] = changeTexts(figure);
  return [
    `${configurationName(figure)}\n${chalk.dim(loadText(figure))}`,
    `${figure.label}\n${chalk.dim(`margin ${percent(figure.margin)}`)}`,
    amountText(figure.base, figure.unit),
    amountText(figure.head, figure.unit),
    `${value}\n${chalk.dim(spread)}`,
    verdictText(figure),
  ];
}

export function loadText({ load, ratePerSecond }: GateFigure): string {
  return load === 'overload' ? 'overload' : `${perSecond(ratePerSecond)}/s`;
}

/** By how much head is worse, and the interval: `12 % (10 to 14)`. */
export function changeText(figure: GateFigure): string {
  const [value, spread] = changeTexts(figure);
  return spread === '' ? value : `${value} (${spread})`;
}

function changeTexts(figure: GateFigure): [value: string, spread: string] {
  const found = worseBy(figure);
  return found === undefined ? ['–', ''] : [`${found.isFactor ? '× ' : ''}${found.value}`, found.spread];
}

export function amountText(value: number | null, unit: GateFigure['unit']): string {
  if (value === null) return '–';
  switch (unit) {
    case 'microseconds':
      return fourDigits(value);
    case 'records per second':
      return perSecond(value);
    case 'bytes':
      return `${Math.round(value / 1e6)} MB`;
  }
}

function verdictText({ verdict }: Pick<GateFigure | HeldObjective, 'verdict'>): string {
  switch (verdict) {
    case 'pass':
    case 'held':
      return chalk.green(verdict);
    case 'regression':
    case 'missed':
      return chalk.red(verdict);
    case 'inconclusive':
      return chalk.yellow(verdict);
  }
}

export function pairsLegend(figures: readonly GateFigure[]): string {
  const levels = figures.map(({ level }) => level).filter((level) => level !== null);
  const interval = levels.length === 0 ? '' : `, below it an interval of ${confidence(levels)}`;
  const pairs = span(figures.map((figure) => figure.pairs));
  return (
    `Medians of the units. Worse by: head against base over ${pairs} pairs of neighbouring units, by Hodges and ` +
    `Lehmann${interval}; below 0 it is better. Margin: by how much it may be worse.`
  );
}

/** What else to know of how it was measured. */
export function notesOf({ base, control, earlierUnits, figures }: GateFindings): string[] {
  const notes = [crossoverShift(figures), controlText(control, base !== null)].filter((text) => text !== undefined);
  return [...earlierUnitsText(earlierUnits), ...notes];
}

/** By how much the machine itself has changed, and whether that matters; undefined where it is little. */
function controlText(control: GateFindings['control'], isOfPairs: boolean): string | undefined {
  const names = { processor: 'arithmetic', memory: 'random reads', commit: 'a small commit' } as const;
  const changed = Object.entries(names).flatMap(([kind, name]) => {
    const factor = control[kind as keyof typeof names];
    return factor === null || factor < remarkable ? [] : [`${name} took up to ${factor.toFixed(1)} times as long`];
  });
  if (changed.length === 0) return undefined;
  const effect = isOfPairs ? 'Pairs of neighbouring units hardly see that.' : 'The latencies may have changed with it.';
  return `The machine changed meanwhile: ${listed(changed)}. ${effect}`;
}

const remarkable = 1.2;
