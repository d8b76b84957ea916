import { fallsBehind } from '../glance.ts';
import { capacityByCost, costOf, costsOf, revealCostPerRecord } from './cost-line.ts';
import { capacityByGrowth, heldUpAt, lineCosts, lineOf, minShare } from './probe-capacity.ts';
import type { Probe } from './probe.ts';
import { glance, lowestRate, measurable, type SearchPart, type SearchSettings } from './search-settings.ts';

const maxGuesses = 8;
/** More than this share of the measured records waits at once only beyond the capacity. */
const overloadShare = 0.5;
/** Largest factor from one guess to the next, because the first units consist of few, cold invocations. */
const maxLeap = 30;
/** Factor to the next rate where a unit only shows that its rate was far too low or too high. */
const blindFactor = 10;
/**
 * Shares of the capacity at which units are needed: at most 1, where no micro-batch is late, and far enough apart to
 * separate a from b. Any unit within the bounds will do; without one, a unit is measured at `target`. The lowest share
 * is one leap below the capacity.
 */
const high = { from: 0.4, target: 0.7, to: 1 };
const low = { from: 1 / maxLeap, target: 0.15, to: 0.3 };
/** Records are few if they take less than this share of a micro-batch's time. */
const fewShare = 0.1;
/** With this many times the records, another unit shows the cost of a record. */
const manyFactor = 3;
/** Micro-batches of this mean size can hardly be smaller: two records may arrive together. */
const oneRecord = 1.5;
/** The records of this many intervals wait at once only where micro-batches are late. */
const lateFactor = 3;
/** A guess is rejected where a unit kept up with more than this multiple of it. */
const contradictedFactor = 2;

/**
 * A guess of the capacity, from units at rates that approach it. It comes from the cost of invocations, a + b · n, for
 * which micro-batches need two sizes; where the engine does not report costs, from the growth of the backlog. Null
 * where even a few records take longer than the interval.
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
  if (cost === null || (intervalMs === 0 && !revealCostPerRecord(lineCosts(probes, settings)))) return null;
  const capacity = capacityByCost(cost, lineOf(probes, settings)!, intervalMs);
  if (capacity < ratePerSecond * minShare || isContradicted(capacity, probes, settings)) return null;
  return Math.min(capacity, heldUpAt(probes, settings) ?? Infinity);
}

function costsOfProbes(probes: readonly Probe[]) {
  return costsOf(probes.map(({ unit }) => unit));
}

/** Where micro-batches scatter by more than their records take, the line is arbitrary. */
function isContradicted(capacity: number, probes: readonly Probe[], settings: SearchSettings): boolean {
  const beyond = probes.filter(({ ratePerSecond }) => ratePerSecond > contradictedFactor * capacity);
  return beyond.some((probe) => costOf(probe.unit) !== null && !isLate(probe, settings));
}

/**
 * Without a guess: a higher rate after a unit in time, a lower one after a late unit. The next rate lies halfway to the
 * nearest unit with the opposite outcome in that direction, or is `blindFactor` away if there is none.
 */
function blindRate(probes: readonly Probe[], settings: SearchSettings): number {
  const { ratePerSecond } = probes.at(-1)!;
  const wasLate = isLate(probes.at(-1)!, settings);
  const others = probes.filter((probe) => isLate(probe, settings) !== wasLate).map((probe) => probe.ratePerSecond);
  const beyond = others.filter((rate) => (wasLate ? rate < ratePerSecond : rate > ratePerSecond));
  if (beyond.length === 0) return wasLate ? ratePerSecond / blindFactor : ratePerSecond * blindFactor;
  return Math.sqrt(ratePerSecond * (wasLate ? Math.max(...beyond) : Math.min(...beyond)));
}

function isLate({ unit, ratePerSecond }: Probe, { intervalMs, glanceMs }: SearchSettings): boolean {
  if (unit.local === null) return fallsBehind(unit, ratePerSecond, intervalMs, glanceMs);
  const cost = costOf(unit);
  // No invocation began after the warm-up: one that began before took all that time, or there were no records.
  const waiting = unit.backlog.max ?? 0;
  if (cost === null) return waiting > 0;
  if (intervalMs === null) return cost.micros * ratePerSecond > 1e6;
  // Without an interval records always wait for the invocation before theirs.
  if (intervalMs === 0) return waiting > overloadShare * unit.records.measured;
  // The last micro-batch of a late unit has only the remaining records.
  return cost.micros > intervalMs * 1000 || waiting > lateFactor * ratePerSecond * (intervalMs / 1000);
}

/**
 * A rate that is needed and at which no unit was measured yet; undefined where there is none. The first unit is too
 * cold to separate a from b.
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
 * The fixed part of a micro-batch alone takes longer than the interval: no micro-batch was in time, and the last ones
 * had few records.
 */
function isHopeless(probes: readonly Probe[], { intervalMs }: SearchSettings): boolean {
  const costs = costsOfProbes(probes);
  const last = costOf(probes.at(-1)!.unit);
  if (last === null || !intervalMs || costs.some(({ micros }) => micros <= intervalMs * 1000)) return false;
  const most = costs.reduce((left, right) => (left.records > right.records ? left : right));
  if (last.records > oneRecord && most.records < manyFactor * last.records) return false;
  // Not from the line, which has no fixed part where units scatter by more than their records take.
  const perRecord = Math.max(0, (most.micros - last.micros) / Math.max(1, most.records - last.records));
  return perRecord * last.records < fewShare * last.micros;
}
