import type { Engines } from '../../engines/engines.ts';
import { highestRate } from '../../engines/highest-rate.ts';
import { StreamBenchError } from '../../errors.ts';
import { epochMs } from '../../executors/commit-policy.ts';
import { batchMs, type Configuration } from '../../results/configuration.ts';
import { perSecond } from '../../results/quantity.ts';
import { glanceLengthMs } from '../glance.ts';
import type { GateSettings } from './gate-settings.ts';

/** Intervals or epochs that a unit has at least. */
const intervals = 4;
/** More would take longer to make than to measure. */
export const mostRecords = 1_000_000;
/**
 * While code is cold it falls behind, and what has piled up then is drained by what is left of the capacity: at four
 * fifths of it in about a second.
 */
export const warmUpsNearCapacity = 2;

/** The measured period of a unit at least, in milliseconds. */
export function shortestMsOf(configuration: Configuration, engines: Engines): number {
  return Math.max(engines.of(configuration).limits.shortestUnitMs, intervals * longestWaitMs(configuration));
}

/** The measured period of a unit that only shows what a version sustains, in milliseconds. */
export function glanceMsOf(configuration: Configuration, engines: Engines): number {
  return glanceLengthMs(engines.of(configuration).limits.glanceMs, longestWaitMs(configuration));
}

/** For a micro-batch, or for the end of an epoch. */
function longestWaitMs(configuration: Configuration): number {
  return Math.max(batchMs(configuration), epochMs(configuration.commit) ?? 0);
}

type GivenRates = Pick<GateSettings, 'ratesPerSecond' | 'configurations' | 'warmUpMs'>;

/** Throws if a unit of any configuration would have too many records at a given rate. */
export function requireMeasurable({ ratesPerSecond, configurations, warmUpMs }: GivenRates, engines: Engines): void {
  const longestWarmUp = { warmUpMs: warmUpsNearCapacity * warmUpMs };
  const lengthsMs = configurations.map((configuration) => shortestMsOf(configuration, engines));
  const highest = highestRate(mostRecords, longestWarmUp, Math.max(...lengthsMs));
  const above = ratesPerSecond?.find((ratePerSecond) => ratePerSecond > highest);
  if (above === undefined) return;
  throw new StreamBenchError({
    kind: 'input',
    what: `at ${perSecond(above)} records/s a unit would have more than ${perSecond(mostRecords)} records`,
    remedy: `Give rates up to ${perSecond(highest)} with --rate.`,
  });
}
