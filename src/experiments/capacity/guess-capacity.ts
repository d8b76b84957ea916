import { capacityByCost, costOf, costsOf, haveDistinctSizes } from './cost-line.ts';
import { capacityByGrowth, heldUpAt, lineOf, minShare } from './probe-capacity.ts';
import type { Probe } from './probe.ts';
import { glance, lowestRate, measurable, type SearchPart, type SearchSettings } from './search-settings.ts';

const maxGuesses = 8;
/** From one guess to the next a rate changes by this factor at the most: the first units are few, cold invocations. */
const maxLeap = 30;
/** Where a unit shows nothing but that its rate was far too low, or too high. */
const blindFactor = 10;
/**
 * Shares of the capacity at which units are wanted: no higher than it, where no micro-batch is late, and far enough
 * apart to tell a from b. A unit within the bounds will do. Without one, a unit is asked for at `target`. The lowest is
 * one leap below the capacity.
 */
const high = { from: 0.4, target: 0.7, to: 1 };
const low = { from: 1 / maxLeap, target: 0.15, to: 0.3 };
/**
 * The share of a micro-batch's time that few records take. A unit with so many times the records shows what one takes.
 */
const fewShare = 0.1;
const manyFactor = 3;
/** Micro-batches of up to this many records, on average, cannot be made much smaller: two may arrive together. */
const oneRecord = 1.5;
/** The records of so many intervals wait at once only where micro-batches are late. */
const lateFactor = 3;
/** A capacity is not believed where a unit kept up with more than this multiple of it. */
const contradictedFactor = 2;

/**
 * Below this share of the offered rate, the throughput of an engine that does not tell its costs shows that it is late.
 */
const fullShare = 0.9;

/**
 * A guess of the capacity, at rates nearer and nearer to it: from what invocations cost, of which two sizes of
 * micro-batch give both parts of a + b · n; or of an engine that does not tell its costs, from how fast its backlog
 * grows. Null where even few records take longer than the interval.
 */
export function* guessCapacity(probes: Probe[], settings: SearchSettings): SearchPart<number | null> {
  let rate = settings.startRate;
  for (let attempt = 0; ; attempt++) {
    rate = measurable(rate, settings.glanceMs, settings);
    yield* glance(probes, rate, settings.glanceMs);
    if (isHopeless(probes, settings)) return null;
    const capacity = guessFrom(probes, settings);
    const wanted = capacity === null ? blindRate(probes, settings) : missingRate(capacity, probes, settings);
    const leap = Math.min(rate * maxLeap, Math.max(rate / maxLeap, wanted ?? rate));
    const next = measurable(leap, settings.glanceMs, settings);
    if (next === rate || attempt + 1 === maxGuesses) return capacity ?? rate;
    rate = next;
  }
}

/** Null where the units so far are inconclusive. */
function guessFrom(probes: readonly Probe[], settings: SearchSettings): number | null {
  const { intervalMs } = settings;
  const { unit, ratePerSecond } = probes.at(-1)!;
  if (unit.local === null) return capacityByGrowth(ratePerSecond, unit);
  const cost = costOf(unit);
  if (cost === null || (intervalMs === 0 && !haveDistinctSizes(costsOfProbes(probes)))) return null;
  const capacity = capacityByCost(cost, lineOf(probes, settings)!, intervalMs);
  if (capacity < ratePerSecond * minShare || isContradicted(capacity, probes, settings)) return null;
  return Math.min(capacity, heldUpAt(probes, settings) ?? Infinity);
}

function costsOfProbes(probes: readonly Probe[]) {
  return costsOf(probes.map(({ unit }) => unit));
}

/** Where micro-batches scatter by more than their records take, the line may say anything. */
function isContradicted(capacity: number, probes: readonly Probe[], { intervalMs }: SearchSettings): boolean {
  const beyond = probes.filter(({ ratePerSecond }) => ratePerSecond > contradictedFactor * capacity);
  return beyond.some((probe) => costOf(probe.unit) !== null && !isLate(probe, intervalMs));
}

/**
 * Up as long as records did not have to wait for each other, else down: halfway to the nearest unit in that direction
 * that was otherwise, or by a factor where there is none.
 */
function blindRate(probes: readonly Probe[], { intervalMs }: SearchSettings): number {
  const { ratePerSecond } = probes.at(-1)!;
  const wasLate = isLate(probes.at(-1)!, intervalMs);
  const others = probes.filter((probe) => isLate(probe, intervalMs) !== wasLate).map((probe) => probe.ratePerSecond);
  const beyond = others.filter((rate) => (wasLate ? rate < ratePerSecond : rate > ratePerSecond));
  if (beyond.length === 0) return wasLate ? ratePerSecond / blindFactor : ratePerSecond * blindFactor;
  return Math.sqrt(ratePerSecond * (wasLate ? Math.max(...beyond) : Math.min(...beyond)));
}

function isLate({ unit, ratePerSecond }: Probe, intervalMs: number | null): boolean {
  if (unit.local === null) return unit.keepsUp === 'no' || (unit.throughput ?? 0) < fullShare * ratePerSecond;
  const cost = costOf(unit);
  // No invocation began after the warm-up: one from before it had all records to catch up with, or there was none.
  const waiting = unit.backlog.max ?? 0;
  if (cost === null) return waiting > 0;
  if (intervalMs === null) return cost.micros * ratePerSecond > 1e6;
  if (intervalMs === 0) return cost.records > oneRecord;
  // The last micro-batch of a unit that is late has what is left.
  return cost.micros > intervalMs * 1000 || waiting > lateFactor * ratePerSecond * (intervalMs / 1000);
}

/**
 * A rate that is wanted and at which no unit was measured yet; undefined where there is none. The first unit's code is
 * too cold to tell a from b.
 */
function missingRate(capacity: number, probes: readonly Probe[], settings: SearchSettings): number | undefined {
  const isSingle = settings.intervalMs === null;
  const known = (isSingle ? probes : probes.slice(1)).filter(({ unit }) => costOf(unit) !== null);
  if (probes.at(-1)!.unit.local === null) return undefined;
  const shares = known.map(({ ratePerSecond }) => ratePerSecond / capacity);
  const missing = (isSingle ? [high] : [high, low]).find(({ from, to, target }) => {
    const isAskable = target * capacity >= lowestRate(settings);
    return isAskable && !shares.some((share) => from <= share && share <= to);
  });
  return missing && missing.target * capacity;
}

/**
 * The fixed part alone of a micro-batch takes longer than its interval: none was in time, and the last ones had few
 * records.
 */
function isHopeless(probes: readonly Probe[], { intervalMs }: SearchSettings): boolean {
  const costs = costsOfProbes(probes);
  const last = costOf(probes.at(-1)!.unit);
  if (last === null || !intervalMs || costs.some(({ micros }) => micros <= intervalMs * 1000)) return false;
  const most = costs.reduce((left, right) => (left.records > right.records ? left : right));
  if (last.records > oneRecord && most.records < manyFactor * last.records) return false;
  // Not by the line: where units scatter by more than their records take, it has no fixed part.
  const perRecord = Math.max(0, (most.micros - last.micros) / Math.max(1, most.records - last.records));
  return perRecord * last.records < fewShare * last.micros;
}
