import { configurationName } from '../../results/configuration.ts';
import type { Verdict } from '../../results/schema-parts.ts';
import type { Summary } from '../../results/summary.ts';
import type { Unit } from '../../results/unit.ts';
import type { Configuration } from '../settings.ts';
import { isOf } from '../summarize.ts';

/** What one configuration was found to do. */
export interface Candidate {
  readonly name: string;
  readonly of: (metric: string) => Summary | undefined;
  readonly keepsUp: Verdict;
  readonly guarantee: Unit['guarantee'];
}

export function candidateOf(configuration: Configuration, summary: readonly Summary[]): Candidate {
  const rows = summary.filter((row) => isOf(row, configuration));
  const of = (metric: string): Summary | undefined => rows.find((row) => row.metric === metric);
  return {
    name: configurationName(configuration),
    of,
    keepsUp: of('backlogSlopeShare')?.verdict ?? 'inconclusive',
    guarantee: rows[0]?.guarantee ?? 'none',
  };
}

export function estimateOf(candidate: Candidate, metric: string): number | null {
  return candidate.of(metric)?.estimate ?? null;
}

export function least(candidates: readonly Candidate[], metric: string): Candidate {
  return [...candidates].sort((left, right) => estimateOf(left, metric)! - estimateOf(right, metric)!)[0];
}

/** The ranges do not meet. */
export function isSurelyBelow(left: Candidate, right: Candidate, metric: string): boolean {
  return left.of(metric)!.high! < right.of(metric)!.low!;
}

export function byDescendingThroughput(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort((left, right) => estimateOf(right, 'throughput')! - estimateOf(left, 'throughput')!);
}

export function evidenceOf(candidate: Candidate, metrics: readonly string[]): string {
  const figures = metrics.map((metric) => {
    const { estimate, low, high, units } = candidate.of(metric)!;
    return `${metric} ${estimate?.toPrecision(4)} (${low?.toPrecision(4)} to ${high?.toPrecision(4)}, units: ${units})`;
  });
  return `${candidate.name}: ${figures.join(', ')}`;
}
