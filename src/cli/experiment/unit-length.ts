import { StreamBenchError } from '../../errors.ts';
import { epochMs, isTransaction } from '../../executors/commit-policy.ts';
import { longestBatchMs, type Configuration } from '../../results/configuration.ts';
import { curveShapeOf, periodMs, type LoadKind } from '../../loads/index.ts';
import type { LoadParameters } from '../../loads/load.ts';

/**
 * At the default rate this is long enough for 10,000 records with an effect, which a p99.9 needs, and short enough for
 * a run of 12 units in 30 s.
 */
export const defaultDurationMs = 1100;
/** A verdict on keeping up needs 10 whole intervals in each unit; the first or the last one may be cut short. */
export const intervalsPerUnit = 11;
/**
 * Units of a capacity search are shorter, since one verdict rests on all of them together: it needs 20 intervals, and
 * six units have 24.
 */
export const intervalsPerSearchedUnit = 4;

/** The longest interval or deadline of several configurations, or epoch that effects wait for. */
export interface LongestWait {
  readonly name: 'interval' | 'deadline' | 'epoch';
  readonly ms: number;
}

export function longestWait(configurations: readonly Configuration[]): LongestWait {
  const batchesMs = longestBatchMs(configurations);
  // Between topics effects can be read before the offsets behind them are committed, but not in a transaction.
  const waiting = configurations.filter(({ engine, commit }) => engine === 'local' || isTransaction(commit));
  const longestEpochMs = Math.max(0, ...waiting.map(({ commit }) => epochMs(commit) ?? 0));
  if (longestEpochMs > batchesMs) return { name: 'epoch', ms: longestEpochMs };
  const isInterval = configurations.some(({ intervalMs }) => intervalMs === batchesMs);
  return { name: isInterval ? 'interval' : 'deadline', ms: batchesMs };
}

interface LoadSettings {
  readonly load: LoadKind;
  readonly loadParameters: LoadParameters;
}

/**
 * Length of a unit's measured period, in milliseconds. Under a load that follows a curve it is a whole number of spans,
 * since part of a span has a different mean rate, and at least two where the curve repeats, to compare them.
 *
 * @param shortestMs of a unit of the engines
 */
export function defaultDuration({ load, loadParameters }: LoadSettings, longestMs: number, shortestMs = 0): number {
  const durationMs = Math.max(defaultDurationMs, shortestMs, intervalsPerUnit * longestMs);
  const spanMs = curveShapeOf(load)?.spanMs(loadParameters) ?? durationMs;
  const fewestSpans = periodMs(load, loadParameters) > 0 ? 2 : 1;
  return Math.max(fewestSpans, Math.ceil(durationMs / spanMs)) * spanMs;
}

/** Throws unless the longest of these waits fits into the measured period. */
export function checkDuration(durationMs: number, { name, ms }: LongestWait): void {
  if (durationMs <= 0) throw new StreamBenchError({ kind: 'input', what: '--duration must be above 0' });
  if (ms <= durationMs) return;
  const toShorten = name === 'epoch' ? 'the epoch in --commit' : `--${name}`;
  throw new StreamBenchError({
    kind: 'input',
    what: `the ${name} of ${ms} ms is longer than the measured period of ${durationMs} ms`,
    remedy: `Raise --duration to ${intervalsPerUnit} ${name}s, or shorten ${toShorten}.`,
  });
}
