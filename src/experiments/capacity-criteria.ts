import { epochMs } from '../executors/commit-policy.ts';
import type { Run } from '../results/result.ts';
import { median } from '../statistics/median.ts';
import { lowestThresholdOf, type Criterion, type Threshold } from '../statistics/threshold.ts';
import type { Line } from '../statistics/weighted-line.ts';
import { objectiveScore, type Objective } from './objective.ts';
import { costLine, costOf, ownCapacity, type UnitCost } from './own-capacity.ts';
import type { Configuration } from './settings.ts';

/** One unit of a search for a capacity. */
export interface Probe {
  readonly ratePerSecond: number;
  /** False of a unit that only shows where to look. */
  readonly counts: boolean;
  readonly run: Run;
}

/** What units are judged by: the interval that their micro-batches have to keep, who commits, and the objective. */
export interface Rules extends Pick<Configuration, 'intervalMs' | 'commit'> {
  readonly objective: Objective | null;
}

/** Units farther from the threshold than by this factor tell too little of what happens there. */
const nearFactor = 1.35;
/** Sizes of invocations that differ by less. */
const tellingFactor = 1.5;
/** Where the backlog grew although the cost of invocations would allow this much more, they are not what limits. */
const unexplainedShare = 0.9;
/** A thread that commits holds the other one up only beyond its own capacity: before, much more seems possible. */
const unseenFactor = 1.25;
/** No unit is said to have a capacity below this share of its rate: 0 has no logarithm. */
export const minShare = 1e-3;

/**
 * What the units score, 1 at the threshold: the rate as a share of what the unit would have kept up with, whose slope
 * is 1; and the latency against the objective, whose slope they have to tell. Where one does not keep up, it misses the
 * objective for that reason, and tells nothing of how latency rises before.
 */
export function criteriaOf(units: readonly Probe[], probes: readonly Probe[], { intervalMs, objective }: Rules): Criterion[] {
  const line = lineOf(probes);
  const loads = units.map((unit) => ({ rate: unit.ratePerSecond, score: unit.ratePerSecond / capacityOf(unit, line, intervalMs) }));
  const keepingUp = { points: loads, slope: 1 };
  if (objective === null) return [keepingUp];
  const latencies = units.map(({ ratePerSecond: rate, run }, index) => {
    const score = objectiveScore(objective, run);
    return { rate, score: score !== null && score > 1 && loads[index].score > 1 ? null : score };
  });
  return [keepingUp, { points: latencies }];
}

/** The units that count: sound ones close to the threshold, as far as that is known. */
export function countedUnits(probes: readonly Probe[], rules: Rules, slopeGuess: number): readonly Probe[] {
  const sound = probes.filter((probe) => probe.counts && isSound(probe, rules) && !isBlind(probe, probes, rules));
  const estimate = thresholdFrom(sound, probes, rules, slopeGuess)?.estimate;
  const near = sound.filter(({ ratePerSecond }) => estimate !== undefined && isNear(ratePerSecond, estimate, nearFactor));
  return near.length === 0 ? sound : near;
}

/** Null without units. Where noise hides how the latency rises, its slope is the one seen from farther away. */
export function thresholdFrom(units: readonly Probe[], probes: readonly Probe[], rules: Rules, slopeGuess: number): Threshold | null {
  if (units.length === 0) return null;
  const [keepingUp, latency] = criteriaOf(units, probes, rules);
  if (latency === undefined || latency.points.every(({ score }) => score === null || score <= 1)) return lowestThresholdOf([keepingUp]);
  return lowestThresholdOf([keepingUp, latency]) ?? lowestThresholdOf([keepingUp, { ...latency, slope: slopeGuess }]);
}

/** a + b · n of all units, but for the first one, whose code is the coldest, where the others tell it. */
export function lineOf(probes: readonly Probe[]): Line {
  const costs = probes.map(({ run }) => costOf(run)).filter((cost) => cost !== null);
  return costLine(tellApart(costs.slice(1)) ? costs.slice(1) : costs);
}

/** Whether sizes differ by more than `tellingFactor`, which tells what a record costs from what an invocation costs. */
export function tellApart(costs: readonly UnitCost[]): boolean {
  const sizes = costs.map(({ records }) => records);
  return Math.max(...sizes) > tellingFactor * Math.min(...sizes);
}

export function isNear(left: number, right: number, factor: number): boolean {
  return Math.abs(Math.log(left / right)) <= Math.log(factor);
}

/** By what its invocations cost; or by how fast its backlog grew, where they do not explain it. */
function capacityOf({ ratePerSecond, run }: Probe, line: Line, intervalMs: number | null): number {
  const byCost = Math.max(ratePerSecond * minShare, ownCapacity(costOf(run)!, line, intervalMs));
  const growth = run.sustained === 'no' ? (run.backlog.slopeShare ?? 0) : 0;
  const byGrowth = ratePerSecond * (1 - growth);
  return growth > 0 && byGrowth < unexplainedShare * byCost ? byGrowth : byCost;
}

function isSound({ run }: Probe, { objective }: Rules): boolean {
  return run.status === 'valid' && costOf(run) !== null && (objective === null || objectiveScore(objective, run) !== null);
}

/**
 * Where another thread commits, it is what limits if units were held up by it at a rate far below what this one seems
 * to be capable of: that one only shows that it kept up.
 */
export function isBlind(probe: Probe, probes: readonly Probe[], { intervalMs, commit }: Rules): boolean {
  const limit = heldUpAt(probes, { intervalMs, commit });
  return limit !== null && costOf(probe.run) !== null && capacityOf(probe, lineOf(probes), intervalMs) > unseenFactor * limit;
}

/** The median capacity of units beyond it, where another thread commits; null without such units. */
export function heldUpAt(probes: readonly Probe[], { intervalMs, commit }: Omit<Rules, 'objective'>): number | null {
  if (epochMs(commit) === null) return null;
  const line = lineOf(probes);
  const known = probes.filter(({ run }) => costOf(run) !== null).map((probe) => ({ rate: probe.ratePerSecond, capacity: capacityOf(probe, line, intervalMs) }));
  return median(known.filter(({ rate, capacity }) => capacity < rate).map(({ capacity }) => capacity));
}
