import { configurationName } from '../results/configuration.ts';
import { countsWhole, isExcluded, isFailed, reasonsOf, type FigureName } from '../results/exclusion.ts';
import type { Unit } from '../results/unit.ts';
import { listItem } from './paragraph.ts';

/** Units that do not count, or not wholly. The head gives their number. */
export interface ExclusionList {
  readonly head: string;
  readonly items: readonly string[];
}

/** One of the reasons why a unit does not count. */
interface Reason {
  readonly unit: Unit;
  readonly text: string;
  /** What it excludes, in words; empty where that is the whole unit. */
  readonly figures: string;
}

const figureLabels: Readonly<Record<FigureName, string>> = {
  p50: 'p50',
  p90: 'p90',
  p99: 'p99',
  p999: 'p99.9',
  distribution: 'distribution',
  throughput: 'throughput',
  keepsUp: 'keeps up',
  busy: 'busy time',
  processorTime: 'processor time',
  recovery: 'recovery',
};

const number = /(\d+(?:\.\d+)?)/;

/** The units of which at least one figure counts. */
export function countedUnits(units: readonly Unit[]): Unit[] {
  return units.filter((unit) => !isFailed(unit) && !isExcluded(unit));
}

/** Which units do not count, and why, in lines for a terminal; undefined where all count. */
export function exclusions(units: readonly Unit[]): string | undefined {
  const lists = exclusionLists(units);
  if (lists.length === 0) return undefined;
  return lists.map(({ head, items }) => [`${head}:`, ...items.map(listItem)].join('\n')).join('\n\n');
}

/** Up to three lists: units that failed, units that are excluded, and units of which some figures are excluded. */
export function exclusionLists(units: readonly Unit[]): ExclusionList[] {
  const [failed, excluded] = [units.filter(isFailed), units.filter(isExcluded)];
  const inPart = countedUnits(units).filter((unit) => !countsWhole(unit));
  const count = (own: readonly Unit[]): string => `${own.length} of ${units.length} units`;
  const rateIsTheSame = new Set(units.map(({ offeredRate }) => offeredRate)).size === 1;
  const lists = [
    { head: `${count(failed)} failed`, reasons: failed.flatMap(reasonsOfWhole) },
    { head: `${count(excluded)} excluded`, reasons: excluded.flatMap(reasonsOfWhole) },
    { head: `${count(inPart)} excluded in part`, reasons: inPart.flatMap(reasonsOfFigures) },
  ];
  return lists
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ head, reasons }) => ({ head, items: itemsOf(reasons, rateIsTheSame) }));
}

function reasonsOfWhole(unit: Unit): Reason[] {
  return reasonsOf(unit).map((text) => ({ unit, text, figures: '' }));
}

function reasonsOfFigures(unit: Unit): Reason[] {
  return unit.exclusions.map(({ reason, figures }) => ({ unit, text: reason, figures: figureNamesText(figures) }));
}

function figureNamesText(figures: readonly FigureName[]): string {
  return figures.map((figure) => figureLabels[figure]).join(', ');
}

/** Why the unit does not count. If it is excluded in part, with the figures: `p99, p99.9 excluded: a pause`. */
export function reasonTexts(unit: Unit): string[] {
  if (isFailed(unit) || isExcluded(unit)) return reasonsOf(unit);
  return unit.exclusions.map(({ reason, figures }) => `${figureNamesText(figures)} excluded: ${reason}`);
}

/** One item for each configuration and reason. Reasons that differ only in their numbers become one. */
function itemsOf(reasons: readonly Reason[], rateIsTheSame: boolean): string[] {
  return [...Map.groupBy(reasons, ({ unit }) => configurationName(unit))].flatMap(([name, own]) => {
    const groups = [...Map.groupBy(own, withoutNumbers).values()];
    return groups.map((alike) => {
      const [{ figures }] = alike;
      const subject = figures === '' ? name : `${figures} of ${name}`;
      const which = rateIsTheSame ? repetitionsOf(alike) : unitsOf(alike);
      return `${subject}, ${which}: ${merged(alike.map(({ text }) => text))}`;
    });
  });
}

function withoutNumbers({ text, figures }: Reason): string {
  return [figures, ...text.split(number).filter(isText)].join('#');
}

function repetitionsOf(reasons: readonly Reason[]): string {
  const numbers = reasons.map(({ unit }) => unit.repetition + 1);
  return `${numbers.length === 1 ? 'repetition' : 'repetitions'} ${numbers.join(', ')}`;
}

/** With several rates a repetition does not name a unit: each rate has one of that number. */
function unitsOf({ length }: readonly Reason[]): string {
  return length === 1 ? '1 unit' : `${length} units`;
}

/** One text for several that differ only in numbers. Each number becomes `smallest–largest`. */
function merged(texts: readonly string[]): string {
  const parts = texts.map((text) => text.split(number));
  return parts[0].map((part, place) => (isText(part, place) ? part : spread(parts.map((of) => of[place])))).join('');
}

function spread(numbers: readonly string[]): string {
  const sorted = [...numbers].sort((left, right) => Number(left) - Number(right));
  const [low, high] = [sorted[0], sorted.at(-1)!];
  return low === high ? low : `${low}–${high}`;
}

/** Splitting puts text at even places and numbers at odd ones. */
function isText(_part: string, place: number): boolean {
  return place % 2 === 0;
}
