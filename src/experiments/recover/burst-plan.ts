import type { Configuration } from '../../results/configuration.ts';
import type { ExperimentSettings } from '../settings.ts';

/** What was asked of the burst; undefined where it is for the experiment to choose. */
export interface BurstWishes {
  readonly basePerSecond: number;
  readonly peakPerSecond: number | undefined;
  readonly burstMs: number;
  /** How long the base rate goes on after it. */
  readonly afterMs: number | undefined;
}

export type BurstLoad = Pick<ExperimentSettings, 'load' | 'loadParameters' | 'ratePerSecond' | 'durationMs'>;

/** Of the capacity of the slowest configuration. */
const peakPerCapacity = 1.5;
/** A burst that hardly differs from the base rate shows nothing. */
const minPeakPerBase = 1.2;
/** Of the time that arithmetic expects a drain to take. */
const drainMargin = 2;
/** In bursts: nobody waits longer for a drain that may never come. */
const longestAfter = 5;
const leastMs = 500;
const leastIntervals = 5;

/** The configuration with the most invocations, and so the lowest capacity. */
export function mostInvocations(configurations: readonly Configuration[]): Configuration {
  return configurations.reduce((most, each) => ((each.intervalMs ?? -1) < (most.intervalMs ?? -1) ? each : most));
}

/**
 * Before, burst and after. Times of the load count from a unit's start.
 *
 * @param capacity of the slowest configuration, in records/s
 */
export function planBurst(
  wishes: BurstWishes,
  { warmUpMs, configurations }: Pick<ExperimentSettings, 'warmUpMs' | 'configurations'>,
  capacity: number,
): BurstLoad {
  const { basePerSecond, peakPerSecond, burstMs } = wishes;
  const highPeak = Math.max(peakPerCapacity * capacity, minPeakPerBase * basePerSecond);
  const peak = peakPerSecond ?? Number(highPeak.toPrecision(2));
  const longestIntervalMs = Math.max(...configurations.map(({ intervalMs }) => intervalMs ?? 0));
  const steadyMs = Math.max(leastMs, leastIntervals * longestIntervalMs);
  const afterMs = wishes.afterMs ?? steadyMs + afterBurstMs(basePerSecond, peak, burstMs, capacity);
  return {
    load: 'step',
    loadParameters: { ratePerSecond: basePerSecond, toPerSecond: peak, atMs: warmUpMs + steadyMs, forMs: burstMs },
    ratePerSecond: null,
    durationMs: steadyMs + burstMs + Math.ceil(afterMs),
  };
}

function afterBurstMs(base: number, peak: number, burstMs: number, capacity: number): number {
  return Math.min(drainMargin * drainMs(base, peak, burstMs, capacity), longestAfter * burstMs);
}

/** Of (r1 − μ)·t1 records at μ − r2 in a second. */
function drainMs(base: number, peak: number, burstMs: number, capacity: number): number {
  return base >= capacity ? Infinity : (Math.max(0, peak - capacity) * burstMs) / (capacity - base);
}
