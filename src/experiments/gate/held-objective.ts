import { configurationOf, type Configuration } from '../../results/configuration.ts';
import { counts } from '../../results/exclusion.ts';
import type { HeldObjective } from '../../results/findings/gate.ts';
import type { Unit } from '../../results/unit.ts';
import { hodgesLehmann, walshInterval } from '../../statistics/hodges-lehmann.ts';
import type { Objective } from '../objective.ts';
import { growthOf } from '../summarize.ts';
import { decide, errors, lookAgain, lookPairs, type Decision, type GateLook } from './decide.ts';
import { pairsToSettle } from './pairs-to-settle.ts';

/** A limit on latency at a rate. */
export interface ObjectiveAt extends Objective {
  readonly ratePerSecond: number;
  /** Length of a unit that has enough records for the percentile. */
  readonly durationMs: number;
}

/** The units of a configuration at a load: all objectives at that load share them. */
export interface Series extends LoadAt {
  readonly configuration: Configuration;
  readonly units: Unit[];
}

export type LoadAt = Pick<ObjectiveAt, 'ratePerSecond' | 'durationMs'>;

/** One configuration under one objective. */
export interface Held {
  readonly series: Series;
  readonly objective: ObjectiveAt;
  decision: Decision;
  looks: readonly GateLook[];
}

/** Each rate with the longest length that an objective at it needs. */
export function loadsOf(objectives: readonly ObjectiveAt[]): LoadAt[] {
  return [...Map.groupBy(objectives, ({ ratePerSecond }) => ratePerSecond)].map(([ratePerSecond, own]) => {
    return { ratePerSecond, durationMs: Math.max(...own.map(({ durationMs }) => durationMs)) };
  });
}

export function heldOnes(
  objectives: readonly ObjectiveAt[],
  loads: readonly LoadAt[],
  configurations: readonly Configuration[],
): Held[] {
  const all = loads.flatMap((load) => configurations.map((configuration) => ({ ...load, configuration, units: [] })));
  return objectives.flatMap((objective) => {
    const series = all.filter(({ ratePerSecond }) => ratePerSecond === objective.ratePerSecond);
    return series.map((one) => ({ series: one, objective, decision: 'open' as const, looks: [] }));
  });
}

export function seriesOf(held: readonly Held[]): Series[] {
  return [...new Set(held.map(({ series }) => series))];
}

/**
 * Where the backlog grows for sure, the latency is that of the length of the units, and no objective is held.
 *
 * @param spent share of the errors that is spent by now
 */
export function decideObjectives(open: readonly Held[], family: number, spent: number): void {
  for (const one of open) {
    const look = { pairs: latenciesOf(one).length, spent: { regression: spent, pass: spent } };
    one.looks = lookAgain(one.looks, look);
  }
  const decisions = decide(
    open.map((one) => ({ margin: 0, worse: excessOf(one), looks: one.looks })),
    family,
  );
  for (const [index, one] of open.entries()) {
    one.decision = isBehind(one.series, family) ? 'regression' : decisions[index];
  }
}

/** One after each number of pairs, and one when the time is over. */
const mostLooks = lookPairs.length + 1;

/** Whether the backlog grows for sure, where it is looked at so often and in so many objectives. */
function isBehind({ units }: Series, family: number): boolean {
  const counted = units.filter((unit) => counts(unit, 'keepsUp'));
  const error = errors.regression / (family * mostLooks);
  return counted.length >= lookPairs[0] && growthOf(counted, 1 - error).verdict === 'no';
}

/** Whether its middle is beyond the limit. */
export function looksMissed(held: Held): boolean {
  return (hodgesLehmann(excessOf(held)) ?? 0) > 0;
}

/** For each unit the logarithm of its latency over the limit. */
function excessOf(held: Held): number[] {
  return latenciesOf(held).map((micros) => Math.log(micros / held.objective.limitMicros));
}

function latenciesOf({ series, objective: { percentile } }: Held): number[] {
  return series.units.flatMap((unit) => (counts(unit, percentile) ? (unit.latencyMicros?.[percentile] ?? []) : []));
}

/**
 * @param family number of all objectives
 * @param isWhole false where a problem ended the gate early
 */
export function heldOf(held: Held, family: number, isWhole: boolean): HeldObjective {
  const { series, objective, decision } = held;
  const logarithms = latenciesOf(held).map(Math.log);
  const interval = walshInterval(logarithms);
  const middle = hodgesLehmann(logarithms);
  const keepsUp = growthOf(series.units).verdict !== 'no';
  return {
    ...configurationOf(series.configuration),
    objective: objective.text,
    ratePerSecond: objective.ratePerSecond,
    verdict: decision === 'pass' ? 'held' : decision === 'regression' ? 'missed' : 'inconclusive',
    ...(decision === 'regression' && !keepsUp && { why: 'it does not keep up' }),
    ...(decision === 'open' && { why: whyOpen(logarithms.length, isWhole) }),
    estimate: microsOf(middle),
    low: microsOf(interval?.low ?? null),
    high: microsOf(interval?.high ?? null),
    level: interval?.level ?? null,
    units: logarithms.length,
    ...(decision === 'open' && logarithms.length > 0 && settlingOf(held, family)),
  };
}

function whyOpen(units: number, isWhole: boolean): string {
  if (!isWhole) return 'the gate ended early';
  return units === 0 ? 'no unit counts' : 'too few units for so much noise';
}

function settlingOf(held: Held, family: number): Pick<HeldObjective, 'unitsToSettle'> {
  const units = pairsToSettle({ worse: excessOf(held), margin: 0 }, family);
  return units === null ? {} : { unitsToSettle: units };
}

function microsOf(logarithm: number | null): number | null {
  return logarithm === null ? null : Math.exp(logarithm);
}
