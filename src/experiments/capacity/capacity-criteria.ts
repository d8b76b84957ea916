import { epochMs } from '../../executors/commit-policy.ts';
import type { Unit } from '../../results/unit.ts';
import { median } from '../../statistics/median.ts';
import { lowestThresholdOf, type Criterion, type Threshold } from '../../statistics/threshold.ts';
import type { Line } from '../../statistics/weighted-line.ts';
import { objectiveScore, type Objective } from '../objective.ts';
import { costLine, costLines, costOf, ownCapacity, tellApart, type UnitCost } from './own-capacity.ts';
import type { Configuration } from '../settings.ts';

/** One unit of a search for a capacity. */
export interface Probe {
  readonly ratePerSecond: number;
  /** False of a unit that only shows where to look. */
  readonly counts: boolean;
  readonly run: Unit;
}

/** What units are judged by: the interval that their micro-batches have to keep, who commits, and the objective. */
export interface Rules extends Pick<Configuration, 'intervalMs' | 'commit'> {
  readonly objective: Objective | null;
}

/** Units farther from the threshold than by this factor tell too little of what happens there. */
const nearFactor = 2;
/** How latency rises is a line over a shorter way than what invocations cost. */
const nearForLatency = 1.35;
/** Where the backlog grew although the cost of invocations would allow this much more, they are not what limits. */
const unexplainedShare = 0.9;
/** A thread that commits holds the other one up only beyond its own capacity: before, much more seems possible. */
const unseenFactor = 1.25;
/** A line is believed within its 80 % interval. */
const lineDeviations = 1.28;
/** From the median absolute deviation to the standard deviation, of normal values. */
const deviationPerMad = 1.4826;
/** No unit is said to have a capacity below this share of its rate: 0 has no logarithm. */
export const minShare = 1e-3;

/**
 * What the units score, 1 at the threshold: the rate as a share of what the unit would have kept up with, whose slope
 * is 1; and the latency against the objective, whose slope they have to tell. Where one does not keep up, it misses the
 * objective for that reason, and tells nothing of how latency rises before.
 */
export function criteriaOf(units: readonly Probe[], probes: readonly Probe[], rules: Rules): Criterion[] {
  return criteriaBy(lineOf(probes, rules), units, rules);
}

function criteriaBy(line: Line, units: readonly Probe[], { intervalMs, objective }: Rules): Criterion[] {
  const loads = units.map((unit) => ({
    rate: unit.ratePerSecond,
    score: unit.ratePerSecond / capacityOf(unit, line, intervalMs),
  }));
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
  const near = sound.filter(
    ({ ratePerSecond }) =>
      estimate !== undefined && isNear(ratePerSecond, estimate, rules.objective === null ? nearFactor : nearForLatency),
  );
  return near.length === 0 ? sound : near;
}

/** Null without units. The interval is the hull over what may be the cost of an invocation. */
export function thresholdFrom(
  units: readonly Probe[],
  probes: readonly Probe[],
  rules: Rules,
  slopeGuess: number,
): Threshold | null {
  const found = linesOf(units, probes, rules).map((line) => thresholdBy(line, units, probes, rules, slopeGuess));
  const [best] = found;
  if (best === null) return null;
  const believed = found.filter((threshold) => threshold !== null);
  return {
    ...best,
    low: Math.min(...believed.map(({ low }) => low)),
    high: Math.max(...believed.map(({ high }) => high)),
  };
}

/** Where noise hides how the latency rises, its slope is the one seen from farther away. */
function thresholdBy(
  line: Line,
  units: readonly Probe[],
  probes: readonly Probe[],
  rules: Rules,
  slopeGuess: number,
): Threshold | null {
  if (units.length === 0) return null;
  const [keepingUp, latency] = criteriaBy(line, units, rules);
  if (latency === undefined || !isMissed(line, probes, rules)) return lowestThresholdOf([keepingUp]);
  return lowestThresholdOf([keepingUp, { ...latency, slopeGuess }]);
}

/**
 * Whether the latency limits: by one unit at least that kept up and missed the objective. It may be one that only shows
 * where to look: those that count may all have been lucky.
 */
function isMissed(line: Line, probes: readonly Probe[], rules: Rules): boolean {
  const latency = criteriaBy(
    line,
    probes.filter((probe) => isSound(probe, rules)),
    rules,
  ).at(-1)!;
  return latency.points.some(({ score }) => score !== null && score > 1);
}

/** a + b · n: see `linesOf`. */
export function lineOf(probes: readonly Probe[], rules: Pick<Rules, 'intervalMs'>): Line {
  return costLine(lineCosts(probes, rules));
}

/** The line, and its neighbours that are believed as well, since units scatter; only micro-batches have sizes. */
function linesOf(units: readonly Probe[], probes: readonly Probe[], rules: Rules): readonly Line[] {
  const line = lineOf(probes, rules);
  if (rules.intervalMs === null) return [line];
  const speeds = units.map((unit) => Math.log(capacityOf(unit, line, rules.intervalMs)));
  const center = median(speeds) ?? 0;
  const scatter = deviationPerMad * (median(speeds.map((speed) => Math.abs(speed - center))) ?? 0);
  return costLines(lineCosts(probes, rules), scatter, lineDeviations);
}

/**
 * What tells a from b: all units, those that only show where to look too, because theirs are the rates that differ; not
 * the first one, whose code is the coldest; and without late micro-batches, which have more records because they are slow.
 */
function lineCosts(probes: readonly Probe[], { intervalMs }: Pick<Rules, 'intervalMs'>): readonly UnitCost[] {
  const of = (some: readonly Probe[]): UnitCost[] =>
    some
      .filter(({ run }) => run.status !== 'failed')
      .map(({ run }) => costOf(run))
      .filter((cost) => cost !== null);
  const inTime = of(probes.slice(1)).filter(({ micros }) => !intervalMs || micros <= intervalMs * 1000);
  return tellApart(inTime) ? inTime : of(probes);
}

function isNear(left: number, right: number, factor: number): boolean {
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
  return (
    run.status === 'valid' && costOf(run) !== null && (objective === null || objectiveScore(objective, run) !== null)
  );
}

/**
 * Where another thread commits, it is what limits if units were held up by it at a rate far below what this one seems
 * to be capable of: that one only shows that it kept up.
 */
export function isBlind(probe: Probe, probes: readonly Probe[], { intervalMs, commit }: Rules): boolean {
  const limit = heldUpAt(probes, { intervalMs, commit });
  return (
    limit !== null &&
    costOf(probe.run) !== null &&
    capacityOf(probe, lineOf(probes, { intervalMs }), intervalMs) > unseenFactor * limit
  );
}

/** The median capacity of units beyond it, where another thread commits; null without such units. */
export function heldUpAt(probes: readonly Probe[], { intervalMs, commit }: Omit<Rules, 'objective'>): number | null {
  if (epochMs(commit) === null) return null;
  const line = lineOf(probes, { intervalMs });
  const known = probes
    .filter(({ run }) => costOf(run) !== null)
    .map((probe) => ({ rate: probe.ratePerSecond, capacity: capacityOf(probe, line, intervalMs) }));
  return median(known.filter(({ rate, capacity }) => capacity < rate).map(({ capacity }) => capacity));
}
