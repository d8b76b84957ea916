import { epochMs } from '../../executors/commit-policy.ts';
import { counts, isFailed } from '../../results/exclusion.ts';
import type { Unit } from '../../results/unit.ts';
import { median } from '../../statistics/median.ts';
import type { Line } from '../../statistics/weighted-line.ts';
import { objectiveScore } from '../objective.ts';
import { capacityByCost, costLine, costOf, costsOf, haveDistinctSizes, type UnitCost } from './cost-line.ts';
import type { Probe, Rules } from './probe.ts';

/** Where the backlog grew although the cost of invocations would allow this much more, they are not what limits. */
const unexplainedShare = 0.9;
/** A thread that commits holds the executor up only beyond its own capacity: before, much more seems possible. */
const unseenFactor = 1.25;
/** No unit is said to have a capacity below this share of its rate: 0 has no logarithm. */
export const minShare = 1e-3;

/**
 * The rate up to which this unit would have kept up, in records/s: by what its invocations cost, where its engine
 * tells; else, or where they do not explain it, by how fast its backlog grew. Null where the unit kept up and that is
 * all that is known.
 */
export function capacityOf(
  { ratePerSecond, unit }: Probe,
  line: Line | null,
  intervalMs: number | null,
): number | null {
  const byGrowth = capacityByGrowth(ratePerSecond, unit);
  const cost = costOf(unit);
  if (cost === null || line === null) return byGrowth;
  const byCost = Math.max(ratePerSecond * minShare, capacityByCost(cost, line, intervalMs));
  return byGrowth !== null && byGrowth < unexplainedShare * byCost ? byGrowth : byCost;
}

/** The backlog grows by what is beyond the capacity. Null where it does not surely grow. */
export function capacityByGrowth(ratePerSecond: number, unit: Probe['unit']): number | null {
  const growth = unit.keepsUp === 'no' ? (unit.backlog.slopeShare ?? shortfall(ratePerSecond, unit)) : 0;
  return growth > 0 ? Math.max(minShare, 1 - growth) * ratePerSecond : null;
}

/**
 * What the throughput lacks, as a share of the rate: the growth where late micro-batches leave too few samples for a
 * slope. An engine that tells its costs needs it not.
 */
function shortfall(ratePerSecond: number, { local, throughput }: Probe['unit']): number {
  return local === null && throughput !== null ? 1 - throughput / ratePerSecond : 0;
}

/** What an invocation of n records costs, a + b · n; null where no unit tells. See `lineCosts`. */
export function lineOf(probes: readonly Probe[], rules: Pick<Rules, 'intervalMs'>): Line | null {
  const costs = lineCosts(probes, rules);
  return costs.length === 0 ? null : costLine(costs);
}

/**
 * The costs that tell a from b: of all units, also those that only show where to look, because theirs are the rates
 * that differ. Not of the first one, whose code is the coldest; and not of late micro-batches, which have more records
 * because they are slow.
 */
export function lineCosts(probes: readonly Probe[], { intervalMs }: Pick<Rules, 'intervalMs'>): readonly UnitCost[] {
  const isInTime = ({ micros }: UnitCost): boolean => !intervalMs || micros <= intervalMs * 1000;
  const inTime = costsOf(measured(probes.slice(1))).filter(isInTime);
  return haveDistinctSizes(inTime) ? inTime : costsOf(measured(probes));
}

function measured(probes: readonly Probe[]): readonly Unit[] {
  return probes.map(({ unit }) => unit).filter((unit) => !isFailed(unit));
}

/**
 * Whether the unit only shows that it kept up, at a rate at which others were held up by what it cannot see: another
 * thread that commits, or an engine that does not tell its costs.
 */
export function isBlind(probe: Probe, probes: readonly Probe[], rules: Rules): boolean {
  const limit = heldUpAt(probes, rules);
  if (limit === null) return false;
  const line = lineOf(probes, rules);
  const capacity = capacityOf(probe, line, rules.intervalMs);
  // Where latency limits, it is judged by its latency.
  if (probe.unit.local === null) return capacity === null && !limitsByLatency(probes, line, rules);
  return costOf(probe.unit) !== null && capacity !== null && capacity > unseenFactor * limit;
}

/**
 * The median capacity of units beyond it, where only these show it: where another thread commits, or the engine does
 * not tell its costs. Null elsewhere, and without such units.
 */
export function heldUpAt(probes: readonly Probe[], rules: Omit<Rules, 'objective'>): number | null {
  if (knowsCost(probes) && !hasCommittingThread(rules)) return null;
  const line = lineOf(probes, rules);
  const beyond = probes.flatMap((probe) => {
    const capacity = capacityOf(probe, line, rules.intervalMs);
    return capacity !== null && capacity < probe.ratePerSecond ? [capacity] : [];
  });
  return median(beyond);
}

/**
 * Whether the latency limits: at least one unit kept up and missed the objective. It may be one that only shows where
 * to look, because those that count may all have been lucky.
 */
export function limitsByLatency(probes: readonly Probe[], line: Line | null, rules: Rules): boolean {
  const { objective } = rules;
  if (objective === null) return false;
  const limit = heldUpAt(probes, rules) ?? 0;
  return probes.some((probe) => {
    const { unit, ratePerSecond } = probe;
    const capacity = capacityOf(probe, line, rules.intervalMs);
    const keptUp = ratePerSecond <= (capacity ?? limit) || (capacity === null && unit.keepsUp === 'yes');
    return keptUp && counts(unit, objective.percentile) && (objectiveScore(objective, unit) ?? 0) > 1;
  });
}

function hasCommittingThread({ commit }: Omit<Rules, 'objective'>): boolean {
  return epochMs(commit) !== null;
}

/** Whether the engine of these units tells what invocations cost. */
export function knowsCost(probes: readonly Probe[]): boolean {
  return probes.some(({ unit }) => unit.local !== null);
}
