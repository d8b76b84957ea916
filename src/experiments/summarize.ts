import { durableMetrics, metrics } from '../results/metrics.ts';
import type { Run, Summary } from '../results/result.ts';
import { medianInterval } from '../statistics/median-interval.ts';
import { median } from '../statistics/median.ts';
import { meanBounds } from '../statistics/student-t.ts';
import { maxSlopeShare, type Verdict } from '../measurement/meter/keeps-up.ts';
import type { Configuration } from './settings.ts';

/** Below this many units an interval for the median at 95 % does not exist, and smallest to largest is shown. */
const minUnitsForInterval = 6;

/** The metrics of one configuration over its valid units. Units are the sample: records of a unit are not independent. */
export function summarize(configuration: Configuration, runs: readonly Run[]): Summary[] {
  const own = runs.filter((run) => isOf(run, configuration));
  if (own.length === 0) return [];
  const valid = own.filter(({ status }) => status === 'valid');
  const { executor, intervalMs, commit, guarantee, offeredRate } = own[0];
  const row = { executor, intervalMs, commit, guarantee, offeredRate, excluded: own.length - valid.length };
  // Readers who may see rows twice see them before they are durable; others see them then, or nothing is durable.
  const told = guarantee === 'at-least-once' ? { ...metrics, ...durableMetrics } : metrics;
  return [
    ...Object.entries(told).map(([metric, { read }]) => ({
      ...row,
      metric,
      ...medianOf(valid.map(read).filter((value) => value !== null)),
    })),
    { ...row, metric: 'backlogSlopeShare', ...growthOf(valid) },
  ];
}

export function isOf(
  run: Pick<Run, 'executor' | 'intervalMs' | 'commit'>,
  { executor, intervalMs, commit }: Configuration,
): boolean {
  return run.executor === executor && run.intervalMs === intervalMs && run.commit === commit;
}

type Estimate = Pick<Summary, 'estimate' | 'low' | 'high' | 'level' | 'method' | 'verdict' | 'units'>;

/** With its spread: an interval where there are units enough, else smallest to largest. */
export function medianOf(values: readonly number[]): Estimate {
  const units = values.length;
  if (units === 0)
    return { estimate: null, low: null, high: null, level: null, method: 'no valid unit', verdict: null, units };
  const interval = units < minUnitsForInterval ? null : medianInterval(values);
  return {
    estimate: median(values),
    low: interval?.low ?? Math.min(...values),
    high: interval?.high ?? Math.max(...values),
    level: interval?.level ?? null,
    method: interval === null ? 'median, smallest to largest' : 'median, interval from order statistics',
    verdict: null,
    units,
  };
}

/**
 * Growth of the backlog as a share of the rate, and whether the configuration keeps up: an equivalence test. Yes
 * where growth is surely below 0.5 %, no where it is surely above, by one-sided 95 % bounds over units (Student's t);
 * where a unit's micro-batches took longer than their interval, only what all units say. A single unit says
 * it itself.
 */
export function growthOf(valid: readonly Run[]): Estimate {
  const slopes = valid.map(({ backlog }) => backlog.slopeShare).filter((share) => share !== null);
  const verdicts = valid.map(({ sustained }) => sustained);
  const bounds = slopes.length === valid.length ? meanBounds(slopes) : null;
  return {
    estimate: slopes.length === 0 ? null : slopes.reduce((sum, share) => sum + share, 0) / slopes.length,
    low: bounds?.low ?? null,
    high: bounds?.high ?? null,
    level: bounds?.level ?? null,
    method: bounds === null ? 'by each unit' : "mean, one-sided bounds by Student's t",
    verdict: bounds === null || valid.some(outpaced) ? unanimous(verdicts) : boundedVerdict(bounds),
    units: slopes.length,
  };
}

/** The backlog is stable and yet the unit says no: its micro-batches took longer than their interval. */
function outpaced({ sustained, backlog }: Run): boolean {
  return sustained === 'no' && backlog.slopeShare! < maxSlopeShare;
}

function boundedVerdict({ low, high }: { readonly low: number; readonly high: number }): Verdict {
  if (high < maxSlopeShare) return 'yes';
  return low > maxSlopeShare ? 'no' : 'inconclusive';
}

function unanimous(verdicts: readonly Verdict[]): Verdict {
  const [first = 'inconclusive'] = verdicts;
  return verdicts.every((verdict) => verdict === first) ? first : 'inconclusive';
}
