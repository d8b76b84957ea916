import { heldUpAt, lineOf, minShare, type Probe } from './capacity-criteria.ts';
import { costOf, ownCapacity, tellApart, type UnitCost } from './own-capacity.ts';
import { glance, lowestRate, type SearchPart, type SearchSettings } from './search-settings.ts';

const maxGuesses = 8;
/** From one guess to the next a rate changes by this factor at the most: the first units are few, cold invocations. */
const maxLeap = 30;
/** Where a unit tells nothing but that it was far too fast, or too slow. */
const blindFactor = 10;
/**
 * Wanted are units at rates no higher than the capacity, where no micro-batch is late, and far enough apart to tell a from
 * b. As shares of it: within these bounds a unit will do, and where there is none, one is asked for at `target`. The lowest
 * is one leap below the capacity.
 */
const high = { from: 0.4, target: 0.7, to: 1 };
const low = { from: 1 / maxLeap, target: 0.15, to: 0.3 };
/** Of the time of a micro-batch that few records take; a unit with this many times the records shows what a record takes. */
const fewShare = 0.1;
const manyFactor = 3;
/** A micro-batch of about one record, of which there is no third: on average, since two may arrive together. */
const oneRecord = 1.5;
/** More intervals' records than this wait at once only where micro-batches are late. */
const lateFactor = 3;
/** A capacity is not believed where a unit kept up with more than this multiple of it. */
const contradictedFactor = 2;

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
    const wanted = capacity === null ? blindRate(probes, settings) : missingRate(capacity, probes, settings);
    const next = Math.max(lowestRate(settings), Math.min(rate * maxLeap, Math.max(rate / maxLeap, wanted ?? rate)));
    if (next === rate || attempt + 1 === maxGuesses) return capacity ?? rate;
    rate = next;
  }
}

/** Null where the units so far do not tell. */
function guessFrom(probes: readonly Probe[], settings: SearchSettings): number | null {
  const { run, ratePerSecond } = probes.at(-1)!;
  const cost = costOf(run);
  if (cost === null || (settings.intervalMs === 0 && !tellApart(costsOf(probes)))) return null;
  const capacity = ownCapacity(cost, lineOf(probes, settings), settings.intervalMs);
  if (capacity < ratePerSecond * minShare || isContradicted(capacity, probes, settings)) return null;
  return Math.min(capacity, heldUpAt(probes, settings) ?? Infinity);
}

/** Of micro-batches that scatter by more than their records take, the line may say anything. */
function isContradicted(capacity: number, probes: readonly Probe[], { intervalMs }: SearchSettings): boolean {
  return probes.some(
    (probe) =>
      probe.ratePerSecond > contradictedFactor * capacity && costOf(probe.run) !== null && !isLate(probe, intervalMs),
  );
}

function costsOf(probes: readonly Probe[]): UnitCost[] {
  return probes.map(({ run }) => costOf(run)).filter((cost) => cost !== null);
}

/**
 * Up as long as records did not have to wait for each other, else down: halfway to the nearest unit in that direction that
 * was otherwise, or by a factor where there is none.
 */
function blindRate(probes: readonly Probe[], { intervalMs }: SearchSettings): number {
  const last = probes.at(-1)!;
  const wasLate = isLate(last, intervalMs);
  const others = probes
    .filter((probe) => isLate(probe, intervalMs) !== wasLate)
    .map(({ ratePerSecond }) => ratePerSecond);
  const beyond = others.filter((rate) => (wasLate ? rate < last.ratePerSecond : rate > last.ratePerSecond));
  if (beyond.length === 0) return wasLate ? last.ratePerSecond / blindFactor : last.ratePerSecond * blindFactor;
  return Math.sqrt(last.ratePerSecond * (wasLate ? Math.max(...beyond) : Math.min(...beyond)));
}

function isLate({ run, ratePerSecond }: Probe, intervalMs: number | null): boolean {
  const cost = costOf(run);
  // No invocation began after the warm-up: one from before it had all records to catch up with, or there was none.
  if (cost === null) return run.backlog.max > 0;
  if (intervalMs === null) return cost.micros * ratePerSecond > 1e6;
  if (intervalMs === 0) return cost.records > oneRecord;
  // The last micro-batch of a unit that is late has what is left.
  return cost.micros > intervalMs * 1000 || run.backlog.max > lateFactor * ratePerSecond * (intervalMs / 1000);
}

/** A rate that is wanted and for which no unit tells yet. The first unit's code is too cold to tell a from b. */
function missingRate(capacity: number, probes: readonly Probe[], settings: SearchSettings): number | undefined {
  const { intervalMs } = settings;
  const [wanted, units] = intervalMs === null ? [[high], probes] : [[high, low], probes.slice(1)];
  const shares = units.filter(({ run }) => costOf(run) !== null).map(({ ratePerSecond }) => ratePerSecond / capacity);
  const missing = wanted.find(
    ({ from, to, target }) =>
      target * capacity >= lowestRate(settings) && !shares.some((share) => from <= share && share <= to),
  );
  return missing && missing.target * capacity;
}

/** The fixed part alone of a micro-batch takes longer than its interval. None was in time, and the last ones had few records. */
function isHopeless(probes: readonly Probe[], { intervalMs }: SearchSettings): boolean {
  const costs = costsOf(probes);
  const last = costOf(probes.at(-1)!.run);
  if (last === null || !intervalMs || costs.some(({ micros }) => micros <= intervalMs * 1000)) return false;
  const most = costs.reduce((left, right) => (left.records > right.records ? left : right));
  if (last.records > oneRecord && most.records < manyFactor * last.records) return false;
  // Not by the line: where units scatter by more than their records take, it has no fixed part.
  const perRecord = Math.max(0, (most.micros - last.micros) / Math.max(1, most.records - last.records));
  return perRecord * last.records < fewShare * last.micros;
}
