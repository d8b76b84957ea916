import { intervalOrNone, isSameConfiguration } from '../../results/configuration.ts';
import { counts, isFailed } from '../../results/exclusion.ts';
import type { Unit } from '../../results/unit.ts';
import { nextRate } from '../../statistics/staircase.ts';
import { thresholdOf, type ProbedCriterion, type Threshold, type ThresholdPoint } from '../../statistics/threshold.ts';
import { tieFactor } from './best-cell.ts';
import { countedUnits, criteriaOf, thresholdFrom } from '../capacity/capacity-criteria.ts';
import { nextProbeRate } from '../capacity/next-probe-rate.ts';
import type { Probe, Rules } from '../capacity/probe.ts';
import { isLatencyChange, type Change } from './crossover.ts';
import type { SweepUnits } from './sweep-units.ts';

/**
 * Excluded probes are repeated. Of ten probes four may be excluded and still leave the six that an interval needs. More
 * of them, at 2 s each, would make a default sweep longer than 3 minutes.
 */
const maxProbes = 10;
/** Enough for an interval, if none is excluded. */
const expectedProbes = 6;
/** Fewer units are inconclusive. */
const minCounted = 3;

/** Probes whose rates each depend on the probes before. */
interface Search {
  readonly unitsPerProbe: number;
  readonly probe: (repetition: number) => Promise<void>;
  readonly found: () => Threshold | null;
}

/**
 * Locates the change of the best configuration between two rates of the grid. Measures fresh units around the running
 * estimate, until enough count for an interval. Null where they are inconclusive, or the estimate lies outside.
 *
 * @param firstRepetition number of the first unit; each has a number, and so a trigger phase, of its own
 */
export async function locateCrossover(
  change: Change,
  units: SweepUnits,
  firstRepetition: number,
): Promise<Threshold | null> {
  const { unitsPerProbe, probe, found } = isLatencyChange(change)
    ? whereSlower(change, units)
    : whereGivingUp(change, units);
  units.planned += expectedProbes * unitsPerProbe;
  for (let probes = 0; probes < maxProbes && (found()?.level ?? null) === null; probes++) {
    if (probes >= expectedProbes) units.planned += unitsPerProbe;
    await probe(firstRepetition + probes);
  }
  const threshold = found();
  if (threshold === null || threshold.units < minCounted) return null;
  const [low, high] = bracketOf(change);
  return low <= threshold.estimate && threshold.estimate <= high ? threshold : null;
}

/** The rate up to which the configuration below keeps up: its capacity, as in the experiment `capacity`. */
function whereGivingUp(change: Change, units: SweepUnits): Search {
  const { configuration } = change.below;
  const rules = { ...configuration, intervalMs: intervalOrNone(configuration), objective: null };
  const own = units.units.filter((unit) => !isFailed(unit) && isSameConfiguration(unit, configuration));
  const all: Probe[] = own.map((unit) => probeOf(unit, false));
  const counted = (): readonly Probe[] => countedUnits(all, rules, 1);
  return {
    unitsPerProbe: 1,
    async probe(repetition) {
      const ratePerSecond = inside(change, nextProbeRate(guessFrom(change, all, rules), all, rules, 1));
      all.push(probeOf(await units.measure({ configuration, ratePerSecond }, repetition), true));
    },
    found: () => thresholdFrom(counted(), all, rules, 1),
  };
}

function probeOf(unit: Unit, counted: boolean): Probe {
  return { ratePerSecond: unit.offeredRate!, counts: counted, unit };
}

/** From a unit of the grid at the lower end of the bracket, if there is one; else the middle of the bracket. */
function guessFrom(change: Change, all: readonly Probe[], rules: Rules): number {
  const last = all.findLast(({ ratePerSecond }) => ratePerSecond === change.below.ratePerSecond);
  if (last === undefined) return middle(change);
  const [{ points }] = criteriaOf([last], all, rules);
  const [{ rate, score }] = points;
  return score === null ? middle(change) : rate / score;
}

/** The rate above which the p99 of the configuration below exceeds the other's; both are measured in pairs. */
function whereSlower(change: Change, units: SweepUnits): Search {
  const { below, above } = change;
  const points: ThresholdPoint[] = [];
  const criterion: ProbedCriterion = { points, slopeGuess: 1 };
  return {
    unitsPerProbe: 2,
    async probe(repetition) {
      const ratePerSecond = inside(change, nextRate(middle(change), [criterion]));
      const own = await units.measure({ configuration: below.configuration, ratePerSecond }, repetition);
      const other = await units.measure({ configuration: above!.configuration, ratePerSecond }, repetition);
      const [slow, fast] = [p99Of(own), p99Of(other)];
      if (slow !== null && fast !== null) points.push({ rate: ratePerSecond, score: slow / (tieFactor * fast) });
    },
    found: () => (points.length === 0 ? null : thresholdOf(points)),
  };
}

function p99Of(unit: Unit): number | null {
  return counts(unit, 'p99') ? (unit.latencyMicros?.p99 ?? null) : null;
}

function bracketOf({ below, overtaken }: Change): [low: number, high: number] {
  return [below.ratePerSecond, overtaken.ratePerSecond];
}

function middle(change: Change): number {
  const [low, high] = bracketOf(change);
  return Math.sqrt(low * high);
}

/** Strictly within the bracket, since the rates at its ends have units of their own; to three digits. */
function inside(change: Change, rate: number): number {
  const [low, high] = bracketOf(change);
  return Number(Math.min(high * 0.99, Math.max(low * 1.01, rate)).toPrecision(3));
}
