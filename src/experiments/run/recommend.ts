import type { Configuration } from '../../results/configuration.ts';
import { isExcluded, type FigureName } from '../../results/exclusion.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Summary } from '../../results/summary.ts';
import type { Unit } from '../../results/unit.ts';
import { inconclusive, quieter, refusalForOtherAnswers } from '../inconclusive.ts';
import { exclusionDoubts } from '../reservation.ts';
import { byGuarantee } from './by-guarantee.ts';
import { rankingByLatency } from './by-latency.ts';
import { rankingByThroughput } from './by-throughput.ts';
import { candidateOf, estimateOf, type Candidate } from './candidate.ts';
import { withoutLatency } from './no-latency.ts';
import { standingOf } from './standing.ts';

/** The figures that a recommendation rests on. */
const figures: readonly FigureName[] = ['keepsUp', 'p50', 'throughput', 'busy'];
/** With all records at once, only throughput is meaningful. */
const figuresAtOnce: readonly FigureName[] = ['throughput'];

export function neededFigures({ isAtOnce }: { readonly isAtOnce: boolean }): readonly FigureName[] {
  return isAtOnce ? figuresAtOnce : figures;
}

/**
 * Says which configuration to choose and how sure that is, or why none can be recommended, with the figures for it.
 * What was not measured limits the answer.
 */
export function recommend(
  configurations: readonly Configuration[],
  summary: readonly Summary[],
  units: readonly Unit[],
): Recommendation {
  const refusal = refusalForOtherAnswers(units);
  if (refusal !== undefined) return refusal;
  if (units.every(isExcluded)) {
    const why = `nothing was measured: all ${units.length} units are excluded, for the reasons listed with them`;
    return inconclusive(why, [], quieter);
  }
  const candidates = configurations.map((configuration) => candidateOf(configuration, summary, units));
  const isAtOnce = units[0].offeredRate === null;
  const doubts = exclusionDoubts(configurations, units, neededFigures({ isAtOnce }));
  return isAtOnce ? atOnce(candidates, doubts) : atRate(candidates, doubts, units[0].offeredRate!);
}

function atOnce(candidates: readonly Candidate[], doubts: readonly string[]): Recommendation {
  const known = candidates.filter((candidate) => estimateOf(candidate, 'throughput') !== null);
  if (known.length === 0) {
    return inconclusive('the throughput counts in no unit, for the reasons listed with them', [], quieter);
  }
  return byGuarantee(known, known, rankingByThroughput(candidates, doubts));
}

function atRate(candidates: readonly Candidate[], doubts: readonly string[], ratePerSecond: number): Recommendation {
  const timed = candidates.filter((candidate) => standingOf(candidate) === 'timed');
  if (timed.length === 0) return withoutLatency(candidates, doubts, ratePerSecond);
  return byGuarantee(timed, candidates, rankingByLatency(candidates, doubts));
}
