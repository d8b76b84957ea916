import { measuredPoints, pointKey, type MeasuredPoint } from '../results/measured-point.ts';
import { shownMetrics } from '../results/metrics.ts';
import type { ResultFile } from '../results/read-result.ts';
import type { Verdict } from '../results/schema-parts.ts';
import { compareCapacities, type ComparedCapacity } from './compare-capacities.ts';
import { comparedFigure, inconclusive, verdictOn, type ComparedFigure, type FigureVerdict } from './compared-figure.ts';
import { differences, type Difference } from './differences.ts';

export interface ComparedPoint {
  readonly configuration: string;
  /** Records per second; null where all arrive at once. */
  readonly offeredRate: number | null;
  readonly keepsUp: { readonly a: Verdict | null; readonly b: Verdict | null };
  readonly figures: readonly ComparedFigure[];
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
  const refusal = refused.length > 0 ? inconclusive('too many records were late and dropped') : undefined;
  return {
    a: a.path,
    b: b.path,
    differences: [...differences(a.result, b.result), ...guarantees(pointsA, pointsB)],
    points: [...pointsA].flatMap(([key, point]) => {
      const other = pointsB.get(key);
      return other === undefined ? [] : [comparePoint(point, other, refusal)];
    }),
    capacities: compareCapacities(a.result.findings, b.result.findings, refusal),
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

/** @param refusal of all verdicts; undefined where there is none */
function comparePoint(a: MeasuredPoint, b: MeasuredPoint, refusal: FigureVerdict | undefined): ComparedPoint {
  return {
    configuration: a.name,
    offeredRate: a.offeredRate,
    keepsUp: { a: keepsUp(a), b: keepsUp(b) },
    figures: shownMetrics([a.of, b.of]).flatMap(([metric, { better }]) => {
      const [rowA, rowB] = [a.of(metric), b.of(metric)];
      if (rowA === undefined || rowB === undefined) return [];
      return [comparedFigure(metric, rowA, rowB, refusal ?? verdictOn(rowA, rowB, better))];
    }),
  };
}

function keepsUp({ of }: MeasuredPoint): Verdict | null {
  return of('backlogSlopeShare')?.verdict ?? null;
}
