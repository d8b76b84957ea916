import type { Configuration } from '../../results/configuration.ts';
import { counts, isFailed } from '../../results/exclusion.ts';
import { micros, percent, perSecond, span, unitCount } from '../../results/quantity.ts';
import { median } from '../../statistics/median.ts';
import type { Line } from '../../statistics/weighted-line.ts';
import { percentileName, type Objective } from '../objective.ts';
import { growthOf } from '../summarize.ts';
import type { CapacitySearch } from './capacity-search.ts';
import { costOf, costsOf } from './cost-line.ts';
import { costSharesOf } from './cost-shares.ts';
import { lineOf } from './probe-capacity.ts';
import { neededFigures, type Probe } from './probe.ts';

/** The evidence for the capacity of a configuration, in clauses. */
export function capacityEvidence(
  configuration: Configuration,
  { counted, probes, threshold, atLeast, atHighest }: CapacitySearch,
  objective: Objective | null,
  harnessShare: number | null,
): string[] {
  if (atLeast !== null) return [`there ${growth(atHighest)}`, ...failedOrExcluded(probes, objective)];
  if (threshold === null)
    return [`${probes.length} units, none of which counts`, ...failedOrExcluded(probes, objective)];
  const fitted = lineOf(probes, configuration);
  const line = fitted === null ? null : atSpeedOf(counted, fitted);
  return [
    verdicts(counted, threshold.estimate, configuration, line),
    ...(line === null ? [] : [costs(configuration, counted, line)]),
    ...(objective === null ? [] : [latencies(counted, objective)]),
    ...(isTimed(configuration) && line !== null ? catchingUp(line, threshold.estimate) : []),
    ...(harnessShare === null ? [] : [`measuring took ${percent(harnessShare)} of the time`]),
    ...failedOrExcluded(probes, objective),
  ];
}

/** Clauses on the units that failed and on those that are excluded. */
export function failedOrExcluded(probes: readonly Probe[], objective: Objective | null): string[] {
  const failed = probes.filter(({ unit }) => isFailed(unit)).length;
  const figures = neededFigures(objective);
  const excluded = probes.filter(
    ({ unit }) => !isFailed(unit) && !figures.every((figure) => counts(unit, figure)),
  ).length;
  const text = (count: number, what: string) => (count === 0 ? [] : [`${count} of ${probes.length} units ${what}`]);
  return [...text(failed, 'failed'), ...text(excluded, 'excluded')];
}

/** The line as these units have it: it is fitted to glances too, and the speed of the machine changes. */
function atSpeedOf(units: readonly Probe[], { intercept, slope }: Line): Line {
  const slowness = median(
    costsOf(units.map(({ unit }) => unit)).map((cost) => cost.micros / (intercept + slope * cost.records)),
  );
  return { intercept: (slowness ?? 1) * intercept, slope: (slowness ?? 1) * slope };
}

function isTimed({ intervalMs }: Configuration): boolean {
  return intervalMs !== null && intervalMs > 0;
}

/**
 * `below it (9,800 to 9,900 records/s) 4 units kept up: growth of the backlog …; above it (10,100 records/s) 2
 * units …`.
 */
function verdicts(units: readonly Probe[], estimate: number, configuration: Configuration, line: Line | null): string {
  const isByLength = isTimed(configuration) && line !== null;
  const text = (some: readonly Probe[]): string =>
    isByLength ? lengths(some, configuration.intervalMs!, line) : growth(some);
  const [below, above] = [
    units.filter(({ ratePerSecond }) => ratePerSecond <= estimate),
    units.filter(({ ratePerSecond }) => ratePerSecond > estimate),
  ];
  return [...sideOf('below', below, text), ...sideOf('above', above, text)].join('; ');
}

function sideOf(name: string, units: readonly Probe[], text: (units: readonly Probe[]) => string): string[] {
  if (units.length === 0) return [];
  const rates = units.map(({ ratePerSecond }) => ratePerSecond);
  return [`${name} it (${span(rates, perSecond)} records/s) ${text(units)}`];
}

const standing = { yes: 'kept up', no: 'did not keep up', inconclusive: 'may have kept up' };

/** Each unit is too short for a verdict of its own, so they share one. */
function growth(units: readonly Probe[]): string {
  const { estimate, low, high, verdict } = growthOf(units.map(({ unit }) => unit));
  const of = unitCount(units.length);
  if (estimate === null) return `${of} ${standing[verdict!]}`;
  const bounds = low === null || high === null ? '' : ` (${percent(low)} to ${percent(high)})`;
  return `${of} ${standing[verdict!]}: growth of the backlog ${percent(estimate)} of the rate${bounds}`;
}

/** From the cost line: units are too short for a verdict, and first and last micro-batches have fewer records. */
function lengths(units: readonly Probe[], intervalMs: number, { intercept, slope }: Line): string {
  const shares = units.map(({ ratePerSecond, unit }) => {
    const cost = costOf(unit)!;
    const slowness = cost.micros / (intercept + slope * cost.records);
    return ((intercept + (slope * ratePerSecond * intervalMs) / 1000) * slowness) / (intervalMs * 1000);
  });
  return `micro-batches take ${span(shares, percent)} of their interval`;
}

function costs({ executor }: Configuration, units: readonly Probe[], { intercept, slope }: Line): string {
  const { processing, commit } = costSharesOf(units);
  const shares = `processing ${percent(processing)}, commit ${percent(commit)}`;
  if (executor === 'micro-batch') {
    return `a micro-batch of n records takes ${micros(intercept)} + ${slope.toPrecision(3)} µs · n: ${shares}`;
  }
  const single = median(costsOf(units.map(({ unit }) => unit)).map((cost) => cost.micros))!;
  return `an invocation of one record takes ${micros(single)}: ${shares}`;
}

function latencies(units: readonly Probe[], objective: Objective): string {
  const values = units.map(({ unit }) => unit.latencyMicros![objective.percentile]!);
  const range = `${micros(Math.min(...values))} to ${micros(Math.max(...values))}`;
  return `${percentileName(objective)} ${range} at these rates`;
}

/** Beyond the capacity, micro-batches take longer than their interval, but are stable up to 1/b. */
function catchingUp({ intercept, slope }: Line, capacity: number): string[] {
  const most = 1e6 / slope;
  if (intercept <= 0 || most <= capacity) return [];
  return [`late but stable, with micro-batches longer than the interval, up to ${perSecond(most)} records/s`];
}
