import { configurationName } from '../results/configuration.ts';
import { countsWhole, isExcluded, isFailed, reasonsOf, type FigureName } from '../results/exclusion.ts';
import { unitCount } from '../results/quantity.ts';
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
  /** What it excludes; empty where that is the whole unit. */
  readonly figures: readonly FigureName[];
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

/** In the order in which figures are named. */
const places = Object.keys(figureLabels);

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
  const lists = [
    { head: `${count(failed)} failed`, reasons: failed.flatMap(reasonsOfWhole) },
    { head: `${count(excluded)} excluded`, reasons: excluded.flatMap(reasonsOfWhole) },
    { head: `${count(inPart)} excluded in part`, reasons: inPart.flatMap(reasonsOfFigures) },
  ];
  return lists
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ head, reasons }) => ({ head, items: itemsOf(reasons) }));
}

function reasonsOfWhole(unit: Unit): Reason[] {
  return reasonsOf(unit).map((text) => ({ unit, text, figures: [] }));
}

function reasonsOfFigures(unit: Unit): Reason[] {
  return unit.exclusions.map(({ reason, figures }) => ({ unit, text: reason, figures }));
}

/** The figures that an exclusion in part leaves out, whatever the reasons: `p99, p99.9`; '' where there are none. */
export function excludedFigures(unit: Unit): string {
  const figures = new Set(unit.exclusions.flatMap((exclusion) => exclusion.figures));
  return figureNamesText([...figures].sort((left, right) => places.indexOf(left) - places.indexOf(right)));
}

function figureNamesText(figures: readonly FigureName[]): string {
  return figures.map((figure) => figureLabels[figure]).join(', ');
}

/** Why the unit does not count. If it is excluded in part, with the figures: `p99, p99.9 excluded: a pause`. */
export function reasonTexts(unit: Unit): string[] {
  if (isFailed(unit) || isExcluded(unit)) return reasonsOf(unit);
  return unit.exclusions.map(({ reason, figures }) => `${figureNamesText(figures)} excluded: ${reason}`);
}

/** One item for each reason. Reasons that differ only in their numbers are one. */
function itemsOf(reasons: readonly Reason[]): string[] {
  return [...Map.groupBy(reasons, withoutNumbers).values()].map(
    (alike) => `${figuresOf(alike)}${configurationsOf(alike)}: ${merged(alike.map(({ text }) => text))}`,
  );
}

function withoutNumbers({ text }: Reason): string {
  return text.split(number).filter(isText).join('#');
}

/** `p99.9 in 3 units, p99 and keeps up in 1 unit, of `; '' where whole units are excluded. */
function figuresOf(reasons: readonly Reason[]): string {
  const named = [
    ...Map.groupBy(
      reasons.flatMap(({ figures, unit }) => figures.map((figure) => ({ figure, unit }))),
      ({ figure }) => figure,
    ),
  ];
  if (named.length === 0) return '';
  const byCount = [...Map.groupBy(named, ([, own]) => unitsIn(own))].sort(([left], [right]) => right - left);
  const parts = byCount.map(([count, own]) => {
    const figures = own.map(([figure]) => figure).sort((left, right) => places.indexOf(left) - places.indexOf(right));
    return `${figureNamesText(figures)} in ${unitCount(count)}`;
  });
  return `${parts.join(', ')}, of `;
}

/** `3 units of continuous, 1 unit of micro-batch 10 ms`. */
function configurationsOf(reasons: readonly Reason[]): string {
  const byName = [...Map.groupBy(reasons, ({ unit }) => configurationName(unit))];
  const isInPart = reasons.some(({ figures }) => figures.length > 0);
  if (isInPart && byName.length === 1) return byName[0][0];
  const texts = byName.map(([name, own]) =>
    isInPart ? `${name} (${unitsIn(own)})` : `${unitCount(unitsIn(own))} of ${name}`,
  );
  return texts.join(', ');
}

/** A unit may have several reasons that differ in numbers and figures alone. */
function unitsIn(those: readonly Pick<Reason, 'unit'>[]): number {
  return new Set(those.map(({ unit }) => unit)).size;
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
