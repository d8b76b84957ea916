import { counts } from '../../results/exclusion.ts';
import { median } from '../../statistics/median.ts';
import { lowestThresholdOf, type Criterion, type Threshold } from '../../statistics/threshold.ts';
import type { Line } from '../../statistics/weighted-line.ts';
import { objectiveScore } from '../objective.ts';
import { costOf, plausibleLines } from './cost-line.ts';
import { capacityOf, isBlind, limitsByLatency, lineCosts, lineOf } from './probe-capacity.ts';
import { neededFigures, type Probe, type Rules } from './probe.ts';

/** Units farther from the threshold than this factor are not used: they show too little of what happens there. */
const nearFactor = 2;
/** For latency the factor is smaller, because its rise is linear over a shorter range than the cost. */
const nearForLatency = 1.35;
/** Lines within the 80 % interval are plausible. */
const lineDeviations = 1.28;
/** From the median absolute deviation to the standard deviation, of normal values. */
const deviationPerMad = 1.4826;

/**
 * The scores of the units, 1 at the threshold. The first is the rate as a share of the unit's capacity, with a slope of
 * 1. The second is the latency against the objective; its slope comes from the units. Units that do not keep up have no
 * second score: they miss the objective because of the backlog, and do not show how latency rises below the capacity.
 */
export function criteriaOf(units: readonly Probe[], probes: readonly Probe[], rules: Rules): Criterion[] {
  return criteriaBy(lineOf(probes, rules), units, rules);
}

function criteriaBy(line: Line | null, units: readonly Probe[], { intervalMs, objective }: Rules): Criterion[] {
  const loads = units.map((unit) => {
    const capacity = capacityOf(unit, line, intervalMs);
    return { rate: unit.ratePerSecond, score: capacity === null ? null : unit.ratePerSecond / capacity };
  });
  const keepingUp = { points: loads, slope: 1 };
  if (objective === null) return [keepingUp];
  const latencies = units.map(({ ratePerSecond: rate, unit }, index) => {
    const score = objectiveScore(objective, unit);
    const isOverloaded = (loads[index].score ?? 0) > 1;
    return { rate, score: score !== null && score > 1 && isOverloaded ? null : score };
  });
  return [keepingUp, { points: latencies }];
}

/** The units that count: those with all figures needed, close to the threshold where it is known. */
export function countedUnits(probes: readonly Probe[], rules: Rules, slopeGuess: number): readonly Probe[] {
  const line = lineOf(probes, rules);
  const sound = probes.filter((probe) => probe.counts && isSound(probe, line, rules) && !isBlind(probe, probes, rules));
  const estimate = thresholdFrom(sound, probes, rules, slopeGuess)?.estimate;
  if (estimate === undefined) return sound;
  const factor = rules.objective === null ? nearFactor : nearForLatency;
  const near = sound.filter(({ ratePerSecond }) => isNear(ratePerSecond, estimate, factor));
  return near.length === 0 ? sound : near;
}

/** Null without units. The interval covers those of all plausible cost lines. */
export function thresholdFrom(
  units: readonly Probe[],
  probes: readonly Probe[],
  rules: Rules,
  slopeGuess: number,
): Threshold | null {
  const found = linesOf(units, probes, rules).map((line) => thresholdBy(line, units, probes, rules, slopeGuess));
  const [best] = found;
  if (best === null) return null;
  const plausible = found.filter((threshold) => threshold !== null);
  const [lows, highs] = [plausible.map(({ low }) => low), plausible.map(({ high }) => high)];
  return { ...best, low: Math.min(...lows), high: Math.max(...highs) };
}

/** Where noise hides the slope of the latency, `slopeGuess` replaces it, which comes from rates farther apart. */
function thresholdBy(
  line: Line | null,
  units: readonly Probe[],
  probes: readonly Probe[],
  rules: Rules,
  slopeGuess: number,
): Threshold | null {
  if (units.length === 0) return null;
  const [keepingUp, latency] = criteriaBy(line, units, rules);
  if (latency === undefined || !limitsByLatency(probes, line, rules)) return lowestThresholdOf([keepingUp]);
  return lowestThresholdOf([keepingUp, { ...latency, slopeGuess }]);
}

/** The line and the other plausible ones, since units scatter. Without an interval only the line itself. */
function linesOf(units: readonly Probe[], probes: readonly Probe[], rules: Rules): readonly (Line | null)[] {
  const { intervalMs } = rules;
  const line = lineOf(probes, rules);
  if (intervalMs === null || line === null) return [line];
  const capacities = units.map((unit) => capacityOf(unit, line, intervalMs)).filter((capacity) => capacity !== null);
  const speeds = capacities.map(Math.log);
  const center = median(speeds) ?? 0;
  const scatter = deviationPerMad * (median(speeds.map((speed) => Math.abs(speed - center))) ?? 0);
  return plausibleLines(lineCosts(probes, rules), scatter, lineDeviations);
}

function isNear(left: number, right: number, factor: number): boolean {
  return Math.abs(Math.log(left / right)) <= Math.log(factor);
}

/** All figures that the rules need are known, and none of them is excluded. */
function isSound(probe: Probe, line: Line | null, { objective, intervalMs }: Rules): boolean {
  const { unit } = probe;
  if (!neededFigures(objective).every((figure) => counts(unit, figure))) return false;
  if (objective !== null && objectiveScore(objective, unit) === null) return false;
  if (unit.local !== null) return costOf(unit) !== null;
  // Where the engine does not report costs, a unit that kept up has a latency but no known capacity.
  return objective !== null || capacityOf(probe, line, intervalMs) !== null;
}
