import type { RunUnit } from '../../engines/local/fresh-process.ts';
import { maxRecords } from '../../engines/local/prepare.ts';
import { StreamBenchError } from '../../errors.ts';
import type { SweepSettings } from './sweep-settings.ts';
import { unitSpec } from '../unit.ts';

/** Of the capacity of continuous. None is near 1, where a unit is a close call; the crossover is searched between them. */
const shares = [0.25, 0.7, 1.5, 4];
/** The first guess comes from so low a rate that even a slow disk is soon done with it; the second one from the first. */
const firstRate = 1000;
const guesses = 2;
/** Measured time of a guess. */
const guessMs = 500;

/** Rates below and above what continuous can do, which one unit after another tells better, in records per second. */
export async function ratesAroundCapacity(settings: SweepSettings, runUnit: RunUnit): Promise<number[]> {
  let rate = firstRate;
  for (let repetition = 0; repetition < guesses; repetition++) {
    const guess = { ...settings, ratePerSecond: rate, durationMs: guessMs };
    const { busyNanosPerRecord, harnessShare } = await runUnit(
      unitSpec(guess, { executor: 'continuous', intervalMs: null, commit: 'invocation' }, repetition),
    );
    if (busyNanosPerRecord === null) throw noGuess();
    rate = ((1 - (harnessShare ?? 0)) * 1e9) / busyNanosPerRecord;
  }
  return ratesAround(rate, (maxRecords * 1000) / (settings.warmUpMs + settings.durationMs));
}

/** To two digits, different ones, and no more than `highest`. */
export function ratesAround(capacity: number, highest: number): number[] {
  return [...new Set(shares.map((share) => twoDigits(Math.min(share * capacity, 0.9 * highest))))];
}

function twoDigits(rate: number): number {
  return Number(rate.toPrecision(2));
}

function noGuess(): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    what: 'the records are too few to guess from them which rates are worth measuring',
    remedy: 'Give --rates, such as --rates 1k,5k,20k.',
  });
}
