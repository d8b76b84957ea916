import { batchMs, longestBatchMs, type Configuration } from '../../results/configuration.ts';
import type { ExperimentSettings } from '../settings.ts';

/** The burst that the user asked for; undefined where the experiment chooses. */
export interface BurstWishes {
  readonly basePerSecond: number;
  readonly peakPerSecond: number | undefined;
  readonly burstMs: number;
  /** How long the base rate continues after the burst. */
  readonly afterMs: number | undefined;
}

export type BurstLoad = Pick<ExperimentSettings, 'load' | 'loadParameters' | 'ratePerSecond' | 'durationMs'>;

/** Default peak, as a multiple of the capacity of the slowest configuration. */
const peakPerCapacity = 1.5;
/** Lowest default peak, as a multiple of the base rate: a lower burst would show nothing. */
const minPeakPerBase = 1.2;
/** Default time after the burst, as a multiple of the expected drain. */
const drainMargin = 2;
/** Longest default time after the burst, in lengths of the burst: the backlog may never drain. */
const longestAfter = 5;
const leastMs = 500;
const leastIntervals = 5;

/** The configuration with the most invocations, and so the lowest capacity. */
export function mostInvocations(configurations: readonly Configuration[]): Configuration {
  const continuous = configurations.find(({ executor }) => executor === 'continuous');
  if (continuous !== undefined) return continuous;
  return configurations.reduce((most, each) => (batchMs(each) < batchMs(most) ? each : most));
}

/**
 * The load before, during and after the burst. Its times count from the start of a unit.
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
  const longestIntervalMs = longestBatchMs(configurations);
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

/** Time to drain the backlog of (r1 − μ)·t1 records at μ − r2 records per second. */
function drainMs(base: number, peak: number, burstMs: number, capacity: number): number {
  return base >= capacity ? Infinity : (Math.max(0, peak - capacity) * burstMs) / (capacity - base);
}
