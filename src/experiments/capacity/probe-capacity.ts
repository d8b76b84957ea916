import { epochMs } from '../../executors/commit-policy.ts';
import { counts, isFailed } from '../../results/exclusion.ts';
import type { Unit } from '../../results/unit.ts';
import { median } from '../../statistics/median.ts';
import type { Line } from '../../statistics/weighted-line.ts';
import { objectiveScore } from '../objective.ts';
import { capacityByCost, costLine, costOf, costsOf, haveDistinctSizes, type UnitCost } from './cost-line.ts';
import type { Probe, Rules } from './probe.ts';

/** Where the backlog grew at less than this share of the capacity by cost, something other than invocations limits. */
const unexplainedShare = 0.9;
/** A committing thread delays the executor only beyond its own capacity; below it, the capacity seems larger. */
const unseenFactor = 1.25;
/** The capacity of a unit is at least this share of its rate, because 0 has no logarithm. */
export const minShare = 1e-3;

/**
 * The rate up to which this unit would have kept up, in records/s. It follows from the cost of invocations; where that
 * is unknown, or does not explain the backlog, from the growth of the backlog. Null where it is only known that the
 * unit kept up.
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

/** The backlog grows by the part of the rate above the capacity. Null where it does not surely grow. */
export function capacityByGrowth(ratePerSecond: number, unit: Probe['unit']): number | null {
  const growth = unit.keepsUp === 'no' ? (unit.backlog.slopeShare ?? shortfall(ratePerSecond, unit)) : 0;
  return growth > 0 ? Math.max(minShare, 1 - growth) * ratePerSecond : null;
}

/**
 * The part of the rate that the throughput lacks, as a share. It replaces the growth where late micro-batches leave too
 * few samples for a slope. Not needed where the engine reports costs.
 */
function shortfall(ratePerSecond: number, { local, throughput }: Probe['unit']): number {
  return local === null && throughput !== null ? 1 - throughput / ratePerSecond : 0;
}

/** The cost of an invocation of n records, a + b · n; null where it is unknown in all units. See `lineCosts`. */
export function lineOf(probes: readonly Probe[], rules: Pick<Rules, 'intervalMs'>): Line | null {
  const costs = lineCosts(probes, rules);
  return costs.length === 0 ? null : costLine(costs);
}

/**
 * The costs that separate a from b: of all units, also of those that only show where to look, because their rates
 * differ most. Left out are the first unit, whose code is cold, and late micro-batches, which have more records because
 * they are slow.
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
 * Whether the unit is blind to the limit: it kept up, while other units show a limit that its own figures cannot show.
 * The limit is another thread that commits, or an engine that does not report costs.
 */
export function isBlind(probe: Probe, probes: readonly Probe[], rules: Rules): boolean {
  const limit = heldUpAt(probes, rules);
  if (limit === null) return false;
  const line = lineOf(probes, rules);
  const capacity = capacityOf(probe, line, rules.intervalMs);
  // Where latency limits, the latency of the unit is enough.
  if (probe.unit.local === null) return capacity === null && !limitsByLatency(probes, line, rules);
  return costOf(probe.unit) !== null && capacity !== null && capacity > unseenFactor * limit;
}

/**
 * The median capacity of the units beyond it, where only these show it: where another thread commits, or the engine
 * does not report costs. Null elsewhere, and without such units.
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
 * Whether the latency limits: at least one unit kept up and missed the objective. Units that only show where to look
 * are included, because those that count may all have held it by chance.
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

/** Whether the engine of these units reports the cost of invocations. */
export function knowsCost(probes: readonly Probe[]): boolean {
  return probes.some(({ unit }) => unit.local !== null);
}
