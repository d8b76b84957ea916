import { highestRate } from '../../engines/highest-rate.ts';
import { StreamBenchError } from '../../errors.ts';
import { configurationName, intervalOrNone, type Configuration } from '../../results/configuration.ts';
import { fullShare } from '../glance.ts';
import { quickGuess, unitsAtRates } from '../quick-guess.ts';
import type { Copy } from './block.ts';
import { conditionsOfCopy, type GateSettings } from './gate-settings.ts';
import type { GateTools } from './gate-tools.ts';
import { glanceMsOf, mostRecords } from './unit-size.ts';

const guesses = 3;
/** Units in which it is found: the last one offers more than the guess. */
export const unitsPerSearch = guesses + 1;
/** Of what a version sustains: with so much more than that, not all records are handled in time. */
export const overloadShare = 1.5;

/** What a version sustains, in records/s, and whether it reports a windowed p99: an older tool of its own does not. */
export async function versionCapacity(
  side: Copy['side'],
  configuration: Configuration,
  settings: GateSettings,
  tools: GateTools,
): Promise<{ capacity: number; hasWindows: boolean }> {
  const { limits } = tools.engines.of(configuration);
  const intervalMs = intervalOrNone(configuration);
  const durationMs = glanceMsOf(configuration, tools.engines);
  const copy = { side, place: 0 } as const;
  const conditions = conditionsOfCopy(settings, copy, { ratePerSecond: null, durationMs });
  const measureAt = unitsAtRates(tools.measure, conditions, configuration);
  const highest = highestRate(mostRecords, settings, durationMs);
  const bounds = { firstRate: limits.firstRatePerSecond, highestRate: highest, guesses, durationMs, intervalMs };
  const found = await quickGuess(measureAt, bounds);
  if (found !== null) {
    // Busy time promises more than there is where collections or checkpoints come only under load.
    const offered = Math.min(highest, overloadShare * found);
    const { throughput, timeline } = await measureAt(offered, guesses);
    const isTakenInFull = throughput === null || throughput >= fullShare * offered;
    return {
      capacity: isTakenInFull ? found : Math.min(found, throughput),
      hasWindows: timeline?.windowedP99Micros !== undefined,
    };
  }
  throw new StreamBenchError({
    kind: 'environment',
    what: `what ${side} sustains with ${configurationName(configuration)} was not found`,
    remedy: 'Look with stream-bench doctor whether the machine is busy.',
  });
}
