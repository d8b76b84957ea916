import type { Run, Summary } from '../results/result.ts';
import { medianInterval } from '../statistics/median-interval.ts';
import { median } from '../statistics/median.ts';
import { meanBounds } from '../statistics/student-t.ts';
import { maxSlopeShare, type Verdict } from '../measurement/sustainability.ts';
import type { Configuration } from './settings.ts';

const metrics: Readonly<Record<string, (run: Run) => number | null>> = {
  p50Micros: (run) => run.latencyMicros?.p50 ?? null,
  p99Micros: (run) => run.latencyMicros?.p99 ?? null,
  p999Micros: (run) => run.latencyMicros?.p999 ?? null,
  throughput: (run) => run.throughput,
  busyShare: (run) => run.busyShare,
};

/** Below this many units an interval for the median at 95 % does not exist, and smallest to largest is shown. */
const minUnitsForInterval = 6;

/** The metrics of one configuration over its valid units. Units are the sample: records of a unit are not independent. */
export function summarize(configuration: Configuration, runs: readonly Run[]): Summary[] {
  const own = runs.filter((run) => isOf(run, configuration));
  const valid = own.filter(({ status }) => status === 'valid');
  if (own.length === 0) return [];
  const { executor, intervalMs, commit, guarantee, offeredRate } = own[0];
  return Object.entries(metrics).map(([metric, read]) => {
    const values = valid.map(read).filter((value) => value !== null);
    const row = { executor, intervalMs, commit, guarantee, offeredRate, metric };
    return { ...row, ...estimate(values), units: values.length, excluded: own.length - valid.length };
  });
}

export function isOf(run: Pick<Run, 'executor' | 'intervalMs'>, { executor, intervalMs }: Configuration): boolean {
  return run.executor === executor && run.intervalMs === intervalMs;
}

type Estimate = Pick<Summary, 'estimate' | 'low' | 'high' | 'level' | 'method'>;

function estimate(values: readonly number[]): Estimate {
  if (values.length === 0) return { estimate: null, low: null, high: null, level: null, method: 'no valid unit' };
  const interval = values.length < minUnitsForInterval ? null : medianInterval(values);
  return {
    estimate: median(values),
    low: interval?.low ?? Math.min(...values),
    high: interval?.high ?? Math.max(...values),
    level: interval?.level ?? null,
    method: interval === null ? 'median, smallest to largest' : 'median, interval from order statistics',
  };
}

/**
 * Whether a configuration keeps up, over its valid units: an equivalence test. Yes where the backlog's growth is
 * surely below 1 % of the rate, no where it is surely above, by one-sided 95 % bounds over units (Student's t);
 * no also where micro-batches take longer than their interval. A single unit is judged by its slope alone.
 */
export function keepsUp(configuration: Configuration, runs: readonly Run[]): Verdict {
  const valid = runs.filter((run) => isOf(run, configuration) && run.status === 'valid');
  const verdicts = valid.map(({ sustained }) => sustained);
  const slopes = valid.map(({ backlog }) => backlog.slopeShare).filter((share) => share !== null);
  if (slopes.length < valid.length || slopes.length < 2) return unanimous(verdicts);
  const tooSlow = valid.every(({ sustained, backlog }) => sustained === 'no' && backlog.slopeShare! < maxSlopeShare);
  if (tooSlow) return 'no';
  const bounds = meanBounds(slopes)!;
  if (bounds.high < maxSlopeShare) return verdicts.includes('no') ? 'inconclusive' : 'yes';
  return bounds.low > maxSlopeShare ? 'no' : 'inconclusive';
}

function unanimous(verdicts: readonly Verdict[]): Verdict {
  const [first = 'inconclusive'] = verdicts;
  return verdicts.every((verdict) => verdict === first) ? first : 'inconclusive';
}
