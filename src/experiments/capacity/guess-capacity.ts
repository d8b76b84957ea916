import { heldUpAt, lineOf, minShare, type Probe } from './capacity-criteria.ts';
import { costOf, ownCapacity, tellApart } from './own-capacity.ts';
import { glance, type SearchPart, type SearchSettings } from './search-settings.ts';

const maxGuesses = 8;
/** From one guess to the next a rate changes by this factor at the most: the first units are few, cold invocations. */
const maxLeap = 30;
/** Where a unit tells nothing but that it was far too fast, or too slow. */
const blindFactor = 10;
/**
 * Wanted are units at rates below the capacity, where no micro-batch is late, and far enough apart to tell a from b.
 * As shares of it: within these bounds a unit will do, and where there is none, one is asked for at `target`.
 */
const high = { from: 0.4, target: 0.7, to: 1 };
const low = { from: 0.03, target: 0.15, to: 0.3 };
/** Of the time of a micro-batch that few records take; and how many times as many another one has to have, to tell that. */
const fewShare = 0.1;
const manyFactor = 3;
/** Or that, of which there is no third; not each has to arrive alone. */
const oneRecord = 1.5;

/**
 * A guess of the capacity from what invocations cost, at rates nearer and nearer to it; two sizes of micro-batch give
 * both parts of a + b · n. Null where even few records take longer than the interval.
 */
export function* guessCapacity(probes: Probe[], settings: SearchSettings): SearchPart<number | null> {
  let rate = settings.startRate;
  for (let attempt = 0; ; attempt++) {
    yield* glance(probes, rate, settings.glanceMs);
    if (isHopeless(probes, settings)) return null;
    const capacity = guessFrom(probes, settings);
    const next = capacity === null ? blindRate(probes, settings) : missingRate(capacity, probes, settings);
    if (next === undefined || attempt + 1 === maxGuesses) return capacity ?? rate;
    rate = Math.min(rate * maxLeap, Math.max(rate / maxLeap, next));
  }
}

/** Null where the units so far do not tell. */
function guessFrom(probes: readonly Probe[], settings: SearchSettings): number | null {
  const { run, ratePerSecond } = probes.at(-1)!;
  const cost = costOf(run);
  const costs = probes.map((probe) => costOf(probe.run)).filter((known) => known !== null);
  if (cost === null || (settings.intervalMs === 0 && !tellApart(costs))) return null;
  const capacity = Math.min(ownCapacity(cost, lineOf(probes, settings), settings.intervalMs), heldUpAt(probes, settings) ?? Infinity);
  return capacity < ratePerSecond * minShare ? null : capacity;
}

/**
 * Up as long as no micro-batch is late, else down: halfway to the nearest unit in that direction that was otherwise, or by
 * a factor where there is none.
 */
function blindRate(probes: readonly Probe[], { intervalMs }: SearchSettings): number {
  const last = probes.at(-1)!;
  const wasLate = isLate(last, intervalMs);
  const others = probes.filter((probe) => isLate(probe, intervalMs) !== wasLate).map(({ ratePerSecond }) => ratePerSecond);
  const beyond = others.filter((rate) => (wasLate ? rate < last.ratePerSecond : rate > last.ratePerSecond));
  if (beyond.length === 0) return wasLate ? last.ratePerSecond / blindFactor : last.ratePerSecond * blindFactor;
  return Math.sqrt(last.ratePerSecond * (wasLate ? Math.max(...beyond) : Math.min(...beyond)));
}

function isLate({ run }: Probe, intervalMs: number | null): boolean {
  const cost = costOf(run);
  // No invocation began after the warm-up: one from before it had all records to catch up with, or there was none.
  if (cost === null) return run.backlog.max > 0;
  return (intervalMs ?? 0) > 0 && cost.micros > intervalMs! * 1000;
}

/** A rate that is wanted and for which there is no unit yet. The first unit's code is too cold to tell a from b. */
function missingRate(capacity: number, probes: readonly Probe[], { intervalMs }: SearchSettings): number | undefined {
  const [wanted, units] = intervalMs === null ? [[high], probes] : [[high, low], probes.slice(1)];
  const shares = units.map(({ ratePerSecond }) => ratePerSecond / capacity);
  const missing = wanted.find(({ from, to }) => !shares.some((share) => from <= share && share <= to));
  return missing && missing.target * capacity;
}

/** Even a micro-batch of one record takes longer than its interval; which is told by micro-batches of few records. */
function isHopeless(probes: readonly Probe[], settings: SearchSettings): boolean {
  const { intervalMs } = settings;
  const costs = probes.map(({ run }) => costOf(run)).filter((known) => known !== null);
  const last = costOf(probes.at(-1)!.run);
  if (last === null || intervalMs === null || intervalMs === 0) return false;
  if (last.records > oneRecord && costs.every(({ records }) => records < manyFactor * last.records)) return false;
  const { intercept, slope } = lineOf(probes, settings);
  return intercept + slope > intervalMs * 1000 && intercept > (1 - fewShare) * last.micros;
}
