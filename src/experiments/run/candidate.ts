import { configurationName, isSameConfiguration, type Configuration } from '../../results/configuration.ts';
import { counts, type FigureName } from '../../results/exclusion.ts';
import type { Guarantee, Verdict } from '../../results/schema-parts.ts';
import type { Summary } from '../../results/summary.ts';
import type { Unit } from '../../results/unit.ts';
import { isRangeBelow, unbeaten, type RangeOfUnits } from '../../statistics/ranges-apart.ts';

/** One configuration with its summary. */
export interface Candidate {
  readonly name: string;
  /** In how many of its units the figure counts. */
  readonly counted: (figure: FigureName) => number;
  readonly of: (metric: string) => Summary | undefined;
  readonly keepsUp: Verdict;
  readonly guarantee: Guarantee;
  /** Whether the pipeline gave any row, as far as is known. */
  readonly hasRows: boolean;
}

export function candidateOf(
  configuration: Configuration,
  summary: readonly Summary[],
  units: readonly Unit[],
): Candidate {
  const rows = summary.filter((row) => isSameConfiguration(row, configuration));
  const own = units.filter((unit) => isSameConfiguration(unit, configuration));
  const of = (metric: string): Summary | undefined => rows.find((row) => row.metric === metric);
  return {
    name: configurationName(configuration),
    counted: (figure) => own.filter((unit) => counts(unit, figure)).length,
    of,
    keepsUp: of('backlogSlopeShare')?.verdict ?? 'inconclusive',
    guarantee: rows[0]?.guarantee ?? 'none',
    hasRows: own.some(({ output }) => output === null || output.rows > 0),
  };
}

/** Null where it is unknown: no unit counts, or the engine does not report it. */
export function estimateOf(candidate: Candidate, metric: string): number | null {
  return candidate.of(metric)?.estimate ?? null;
}

/** Of those whose metric is known, the one with the lowest; undefined where none is. */
export function lowest(candidates: readonly Candidate[], metric: string): Candidate | undefined {
  return known(candidates, metric).toSorted((left, right) => left.value - right.value)[0]?.candidate;
}

/** Of those whose metric is known, the one with the highest first. */
export function descending(candidates: readonly Candidate[], metric: string): Candidate[] {
  const sorted = known(candidates, metric).toSorted((left, right) => right.value - left.value);
  return sorted.map(({ candidate }) => candidate);
}

function known(candidates: readonly Candidate[], metric: string): { candidate: Candidate; value: number }[] {
  return candidates.flatMap((candidate) => {
    const value = estimateOf(candidate, metric);
    return value === null ? [] : [{ candidate, value }];
  });
}

/** Both ranges are known, and they are apart. */
export function isSurelyBelow(left: Candidate, right: Candidate, metric: string): boolean {
  const [lower, higher] = [left, right].map((candidate) => rangeOf(candidate.of(metric)));
  return lower !== null && higher !== null && isRangeBelow(lower, higher);
}

function rangeOf(row: Summary | undefined): RangeOfUnits | null {
  const { low = null, high = null, units = 0 } = row ?? {};
  return low === null || high === null ? null : { low, high, units };
}

export function evidenceOf(candidate: Candidate, metrics: readonly string[]): string {
  return `${candidate.name}: ${metrics.map((metric) => figureText(metric, candidate.of(metric))).join(', ')}`;
}

function figureText(metric: string, row: Summary | undefined): string {
  if (row === undefined || row.estimate === null) return `${metric} unknown`;
  const { estimate, low, high, units } = row;
  return `${metric} ${estimate.toPrecision(4)} (${low?.toPrecision(4)} to ${high?.toPrecision(4)}, units: ${units})`;
}

/** Those of which no other is surely below. */
export function surelyLowest(candidates: readonly Candidate[], metric: string): Candidate[] {
  return unbeaten(candidates, (one, other) => isSurelyBelow(one, other, metric));
}
