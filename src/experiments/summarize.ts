import { maxSlopeShare } from '../measurement/meter/keeps-up.ts';
import { configurationOf, isSameConfiguration, type Configuration } from '../results/configuration.ts';
import { counts } from '../results/exclusion.ts';
import { durableMetrics, metrics } from '../results/metrics.ts';
import type { Verdict } from '../results/schema-parts.ts';
import type { Summary } from '../results/summary.ts';
import type { Unit } from '../results/unit.ts';
import { medianSpread } from '../statistics/median-spread.ts';
import { meanBounds } from '../statistics/student-t.ts';

/**
 * The metrics of one configuration, each over the units in which it counts. The sample are the units, because the
 * records of a unit are not independent.
 */
export function summarize(configuration: Configuration, units: readonly Unit[]): Summary[] {
  const own = units.filter((unit) => isSameConfiguration(unit, configuration));
  if (own.length === 0) return [];
  const [{ guarantee, offeredRate }] = own;
  const row = { ...configurationOf(configuration), guarantee, offeredRate };
  // Only with at-least-once are rows visible before they are durable. Elsewhere both latencies are the same, or
  // nothing is durable.
  const { processorMicros, ...others } = metrics;
  // Executors that spin while idle report none.
  const withCost = own.some(({ cpuNanosPerRecord }) => cpuNanosPerRecord !== null) ? { processorMicros } : {};
  const shown = { ...others, ...withCost, ...(guarantee === 'at-least-once' && durableMetrics) };
  const medians = Object.entries(shown).map(([metric, { figure, read }]): Summary => {
    const counted = own.filter((unit) => counts(unit, figure));
    const values = counted.map(read).filter((value) => value !== null);
    return { ...row, metric, ...medianOf(values), excluded: own.length - counted.length };
  });
  const excluded = own.filter((unit) => !counts(unit, 'keepsUp')).length;
  // With all records there at once there is nothing to keep up with.
  const growth = { ...growthOf(own), ...(offeredRate === null && { verdict: null }) };
  return [...medians, { ...row, metric: 'backlogSlopeShare', ...growth, excluded }];
}

type Estimate = Pick<Summary, 'estimate' | 'low' | 'high' | 'level' | 'method' | 'verdict' | 'units'>;

/** With its spread: an interval where there are enough units, else the smallest and the largest value. */
export function medianOf(values: readonly number[]): Estimate {
  const units = values.length;
  const spread = medianSpread(values);
  if (spread === null) {
    const none = { estimate: null, low: null, high: null, level: null };
    return { ...none, method: 'no unit has the figure', verdict: null, units };
  }
  const method = spread.level === null ? 'median, smallest to largest' : 'median, interval from order statistics';
  return { ...spread, method, verdict: null, units };
}

/**
 * Growth of the backlog as a share of the rate, and whether the configuration keeps up: an equivalence test. Yes where
 * growth is surely below 0.5 %, no where it is surely above, by one-sided bounds over units (Student's t), or where
 * every unit is sure of that by itself, however much they differ. Where the micro-batches of a unit took longer than
 * their interval, a unit surely does not keep up though together they do, or there is a single unit, the verdict is the
 * one that all units share, else inconclusive.
 *
 * @param level of each bound
 */
export function growthOf(units: readonly Unit[], level = 0.95): Estimate {
  const counted = units.filter((unit) => counts(unit, 'keepsUp'));
  const slopes = counted.map(({ backlog }) => backlog.slopeShare).filter((share) => share !== null);
  const verdicts = counted.map(({ keepsUp }) => keepsUp);
  const shared = unanimous(verdicts);
  const bounds = slopes.length === counted.length ? meanBounds(slopes, level) : null;
  const together = bounds === null ? shared : boundedVerdict(bounds);
  const isContradicted = counted.some((unit) => outpaced(unit) || (unit.keepsUp === 'no' && together === 'yes'));
  return {
    estimate: slopes.length === 0 ? null : slopes.reduce((sum, share) => sum + share, 0) / slopes.length,
    low: bounds?.low ?? null,
    high: bounds?.high ?? null,
    level: bounds?.level ?? null,
    method: bounds === null ? 'by each unit' : "mean, one-sided bounds by Student's t",
    verdict: shared === 'no' || isContradicted ? shared : together,
    units: slopes.length,
  };
}

/** The backlog is stable, but the unit does not keep up: its micro-batches took longer than their interval. */
function outpaced({ keepsUp, backlog }: Unit): boolean {
  return keepsUp === 'no' && backlog.slopeShare! < maxSlopeShare;
}

function boundedVerdict({ low, high }: { readonly low: number; readonly high: number }): Verdict {
  if (high < maxSlopeShare) return 'yes';
  return low > maxSlopeShare ? 'no' : 'inconclusive';
}

function unanimous(verdicts: readonly Verdict[]): Verdict {
  const [first = 'inconclusive'] = verdicts;
  return verdicts.every((verdict) => verdict === first) ? first : 'inconclusive';
}
