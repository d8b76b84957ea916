import { configurationName, isSameConfiguration } from '../results/configuration.ts';
import type { Capacity } from '../results/findings/capacity.ts';
import type { Findings } from '../results/findings/findings.ts';
import { measuredPoints, pointKey, type MeasuredPoint } from '../results/measured-point.ts';
import { shownMetrics } from '../results/metrics.ts';
import type { ResultFile } from '../results/read-result.ts';
import type { Verdict } from '../results/schema-parts.ts';
import type { Summary } from '../results/summary.ts';
import { differences, type Difference } from './differences.ts';

type Side = Pick<Summary, 'estimate' | 'low' | 'high' | 'level' | 'units'>;

/** One figure of one configuration and rate in both documents. */
export interface ComparedFigure {
  readonly metric: string;
  readonly a: Side;
  readonly b: Side;
  /** b/a of the estimates; null where one is missing, or a is 0. */
  readonly ratio: number | null;
  /** What b is, compared with a. Faster or slower only where both have a confidence interval and these are apart. */
  readonly verdict: 'faster' | 'slower' | 'inconclusive';
  /** Why the verdict is what it is. */
  readonly reason: string;
}

export interface ComparedPoint {
  readonly configuration: string;
  /** Records per second; null where all arrive at once. */
  readonly offeredRate: number | null;
  readonly keepsUp: { readonly a: Verdict | null; readonly b: Verdict | null };
  readonly figures: readonly ComparedFigure[];
}

export interface ComparedCapacity {
  readonly configuration: string;
  readonly objective: string | null;
  readonly figure: ComparedFigure;
}

export interface Comparison {
  readonly a: string;
  readonly b: string;
  /** Conditions that differ. Each may be the cause of a verdict. */
  readonly differences: readonly Difference[];
  readonly points: readonly ComparedPoint[];
  /** The capacity of each configuration, where both looked for it under the same objective. */
  readonly capacities: readonly ComparedCapacity[];
  /** Which of them dropped so many late records that nothing can be said by its figures. */
  readonly refused: readonly ('a' | 'b')[];
  /** Points that the other document does not have. */
  readonly onlyInA: readonly string[];
  readonly onlyInB: readonly string[];
}

/** The reason for an inconclusive verdict that more units can change. */
export const tooFewUnits = 'too few units for an interval';
/** The reason for an inconclusive verdict where a side is unknown, or counts in no unit. */
export const noFigure = 'no figure';

type Points = ReadonlyMap<string, MeasuredPoint>;

/** What two experiments say of the same configurations at the same rates. */
export function compare(a: ResultFile, b: ResultFile): Comparison {
  const [pointsA, pointsB] = [pointsOf(a), pointsOf(b)];
  const refused = (
    [
      ['a', a],
      ['b', b],
    ] as const
  )
    .filter(([, file]) => hasTooManyLate(file))
    .map(([name]) => name);
  const compareFigure = refused.length > 0 ? undecided : decided;
  return {
    a: a.path,
    b: b.path,
    differences: [...differences(a.result, b.result), ...guarantees(pointsA, pointsB)],
    points: [...pointsA].flatMap(([key, point]) => {
      const other = pointsB.get(key);
      return other === undefined ? [] : [comparePoint(point, other, compareFigure)];
    }),
    capacities: compareCapacities(capacitiesOf(a.result.findings), capacitiesOf(b.result.findings), compareFigure),
    refused,
    onlyInA: missingIn(pointsB, pointsA),
    onlyInB: missingIn(pointsA, pointsB),
  };
}

function hasTooManyLate({ result: { experiment } }: ResultFile): boolean {
  return experiment.late?.tooMany === true;
}

function pointsOf({ result }: ResultFile): Points {
  return new Map(measuredPoints(result).map((point) => [keyOf(point), point]));
}

function keyOf({ configuration, offeredRate }: MeasuredPoint): string {
  return pointKey({ ...configuration, offeredRate });
}

/** Different guarantees of the same configuration count as a difference. */
function guarantees(pointsA: Points, pointsB: Points): Difference[] {
  return [...pointsA].flatMap(([key, { name, offeredRate, guarantee }]) => {
    const other = pointsB.get(key)?.guarantee ?? guarantee;
    if (other === guarantee) return [];
    return [{ what: `guarantee of ${pointName(name, offeredRate)}`, a: guarantee, b: other }];
  });
}

function missingIn(points: Points, from: Points): string[] {
  return [...from].filter(([key]) => !points.has(key)).map(([, { name, offeredRate }]) => pointName(name, offeredRate));
}

export function pointName(configuration: string, offeredRate: number | null): string {
  if (offeredRate === null) return `${configuration} with all records at once`;
  return `${configuration} at ${offeredRate.toLocaleString('en')} records/s`;
}

type CompareFigure = (metric: string, a: Side, b: Side, better: 'lower' | 'higher') => ComparedFigure;

function comparePoint(a: MeasuredPoint, b: MeasuredPoint, compareFigure: CompareFigure): ComparedPoint {
  return {
    configuration: a.name,
    offeredRate: a.offeredRate,
    keepsUp: { a: keepsUp(a), b: keepsUp(b) },
    figures: shownMetrics([a.of, b.of]).flatMap(([metric, { better }]) => {
      const [rowA, rowB] = [a.of(metric), b.of(metric)];
      if (rowA === undefined || rowB === undefined) return [];
      return [compareFigure(metric, sideOf(rowA), sideOf(rowB), better)];
    }),
  };
}

function keepsUp({ of }: MeasuredPoint): Verdict | null {
  return of('backlogSlopeShare')?.verdict ?? null;
}

/** The part of the findings that is compared, beside the figures of the summary. */
function capacitiesOf(findings: Findings): readonly Capacity[] {
  switch (findings.kind) {
    case 'run':
    case 'sweep':
    case 'recover':
    case 'gate':
      return [];
    case 'capacity':
      return findings.capacities;
  }
}

function compareCapacities(
  ofA: readonly Capacity[],
  ofB: readonly Capacity[],
  compareFigure: CompareFigure,
): ComparedCapacity[] {
  return ofA.flatMap((a) => {
    const b = ofB.find((other) => isSameConfiguration(other, a) && other.objective === a.objective);
    if (b === undefined) return [];
    const figure = compareFigure('capacity', sideOf(a), sideOf(b), 'higher');
    return [{ configuration: configurationName(a), objective: a.objective, figure }];
  });
}

function sideOf({ estimate, low, high, level, units }: Side): Side {
  return { estimate, low, high, level, units };
}

function decided(metric: string, a: Side, b: Side, better: 'lower' | 'higher'): ComparedFigure {
  return { metric, a, b, ratio: ratioOf(a, b), ...verdictOn(a, b, better) };
}

function undecided(metric: string, a: Side, b: Side): ComparedFigure {
  const reason = 'too many records were late and dropped';
  return { metric, a, b, ratio: ratioOf(a, b), verdict: 'inconclusive', reason };
}

function ratioOf(a: Side, b: Side): number | null {
  return a.estimate === null || b.estimate === null || a.estimate === 0 ? null : b.estimate / a.estimate;
}

function verdictOn(a: Side, b: Side, better: 'lower' | 'higher'): Pick<ComparedFigure, 'verdict' | 'reason'> {
  if (a.estimate === null || b.estimate === null) return { verdict: 'inconclusive', reason: noFigure };
  if (a.level === null || b.level === null) return { verdict: 'inconclusive', reason: tooFewUnits };
  const isLower = b.high! < a.low!;
  if (!isLower && b.low! <= a.high!) return { verdict: 'inconclusive', reason: 'the intervals overlap' };
  return { verdict: isLower === (better === 'lower') ? 'faster' : 'slower', reason: 'the intervals are apart' };
}
