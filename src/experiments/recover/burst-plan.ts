import type { UnitFigures } from '../../engines/local/unit-figures.ts';
import type { Configuration, RunSettings } from '../settings.ts';

/** What was asked of the burst; undefined where it is for the experiment to choose. */
export interface BurstWishes {
  readonly basePerSecond: number;
  readonly peakPerSecond: number | undefined;
  readonly burstMs: number;
  /** How long the base rate goes on after it. */
  readonly afterMs: number | undefined;
}

export type BurstLoad = Pick<RunSettings, 'load' | 'loadParameters' | 'ratePerSecond' | 'durationMs'>;

/** Of the capacity of the configuration with the lowest one. */
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

/** Before, burst and after, from what a short unit of that configuration at the base rate said. Times of the load count from a unit's start. */
export function planBurst(
  { basePerSecond, peakPerSecond, burstMs, afterMs }: BurstWishes,
  { warmUpMs, configurations }: Pick<RunSettings, 'warmUpMs' | 'configurations'>,
  probe: UnitFigures,
): BurstLoad {
  const capacity = capacityOf(probe, basePerSecond);
  const peak = peakPerSecond ?? twoDigits(Math.max(peakPerCapacity * capacity, minPeakPerBase * basePerSecond));
  const steadyMs = Math.max(
    leastMs,
    leastIntervals * Math.max(...configurations.map(({ intervalMs }) => intervalMs ?? 0)),
  );
  const after =
    afterMs ??
    Math.ceil(
      Math.min(
        steadyMs + drainMargin * drainMs(basePerSecond, peak, burstMs, capacity),
        steadyMs + longestAfter * burstMs,
      ),
    );
  return {
    load: 'step',
    loadParameters: { ratePerSecond: basePerSecond, toPerSecond: peak, atMs: warmUpMs + steadyMs, forMs: burstMs },
    ratePerSecond: null,
    durationMs: steadyMs + burstMs + after,
  };
}

/** Records per second of busy time. */
function capacityOf({ busyNanosPerRecord, harnessShare }: UnitFigures, basePerSecond: number): number {
  if (busyNanosPerRecord === null) return basePerSecond;
  return (1e9 / busyNanosPerRecord) * (1 - (harnessShare ?? 0));
}

/** Of (r1 − μ)·t1 records at μ − r2 in a second. */
function drainMs(base: number, peak: number, burstMs: number, capacity: number): number {
  return base >= capacity ? Infinity : (Math.max(0, peak - capacity) * burstMs) / (capacity - base);
}

function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}
