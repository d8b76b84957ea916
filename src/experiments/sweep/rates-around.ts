import { StreamBenchError } from '../../errors.ts';
import { highestRate } from '../../engines/highest-rate.ts';
import { batchMs, intervalOrNone } from '../../results/configuration.ts';
import { glanceLengthMs } from '../glance.ts';
import { requireForSearch, type MostRecords } from '../most-records.ts';
import { quickGuess, unitsAtRates } from '../quick-guess.ts';
import type { ExperimentTools } from '../tools.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** Shares of the capacity. None is near 1, where verdicts are uncertain; a crossover is searched between them. */
const shares = [0.25, 0.7, 1.5, 4];
/** The first unit is cold; the second is measured at the rate that it suggested. */
const guesses = 2;
/** The shortest measured period of a guess. */
const minGuessMs = 500;
/** Largest share of the records that fit in memory. */
const maxFill = 0.9;

/**
 * Rates below and above the capacity of the first configuration, which is the simplest, in records per second.
 *
 * @throws StreamBenchError where the records are too few for a guess
 */
export async function ratesAroundCapacity(
  settings: SweepSettings,
  tools: ExperimentTools,
  most: MostRecords,
): Promise<number[]> {
  const [configuration] = settings.configurations;
  const { limits } = tools.engines.of(configuration);
  const durationMs = glanceLengthMs(Math.max(minGuessMs, limits.glanceMs), batchMs(configuration));
  requireForSearch(most, limits, { ...settings, durationMs: Math.max(durationMs, settings.durationMs) });
  const measureAt = unitsAtRates(tools.measure, { ...settings, ratePerSecond: null, durationMs }, configuration);
  const bounds = {
    firstRate: limits.firstRatePerSecond,
    highestRate: highestRate(most.count, settings, durationMs),
    guesses,
    durationMs,
    intervalMs: intervalOrNone(configuration),
  };
  const capacity = await quickGuess(measureAt, bounds);
  if (capacity === null) throw noGuess();
  return ratesAround(capacity, highestRate(most.count, settings, settings.durationMs));
}

/** Rounded to two digits, without duplicates, and at most 0.9 times `highest`. */
export function ratesAround(capacity: number, highest: number): number[] {
  const rates = shares.map((share) => Math.min(share * capacity, maxFill * highest));
  return [...new Set(rates.map((rate) => Number(rate.toPrecision(2))))];
}

function noGuess(): StreamBenchError {
  const what = 'there are too few records to choose the rates by';
  return new StreamBenchError({ kind: 'input', what, remedy: 'Give --rates, such as --rates 1k,5k,20k.' });
}
