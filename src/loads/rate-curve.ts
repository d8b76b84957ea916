import { ofThisThread, type Allocate } from './load.ts';

/** A rate that changes with time. */
export interface RateCurve {
  /** In records per second. */
  rateAt(seconds: number): number;
  /** Expected number of records before that time: the integral of the rate. Never falls. */
  countUntil(seconds: number): number;
}

/** Whole nanoseconds are exact up to here: 104 days. */
const maxNanos = Number.MAX_SAFE_INTEGER;
/** The longest first step of a search, however low the rate. */
const maxGuessNanos = 1e9;
/** Every fourth step halves the bracket, so that a search ends even where Newton's method makes no progress. */
const stepsPerBisection = 4;

/**
 * The arrivals of records at this rate: record i arrives when the expected count reaches i + ½. Each arrival is rounded
 * to whole nanoseconds by itself, so they do not drift, and a longer run begins with the arrivals of a shorter one.
 *
 * @returns nanoseconds, ascending, all before `durationNanos`, at most `maxCount` of them
 */
export function arrivalsOf(
  curve: RateCurve,
  durationNanos: number,
  maxCount = Infinity,
  allocate: Allocate = ofThisThread,
): Float64Array {
  const endNanos = Math.min(durationNanos, maxNanos);
  // One more than should fit: after rounding there may be one too many, never one too few.
  const arrivals = allocate(Math.min(maxCount, Math.ceil(curve.countUntil(endNanos / 1e9)) + 1));
  let nanos = 0;
  for (let index = 0; index < arrivals.length; index++) {
    nanos = firstNanosReaching(curve, index + 0.5, nanos, endNanos);
    if (nanos >= endNanos) return arrivals.subarray(0, index);
    arrivals[index] = nanos;
  }
  return arrivals;
}

/** The mean rate between two times, in records per second. */
export function meanRateBetween(curve: RateCurve, fromSeconds: number, toSeconds: number): number {
  return (curve.countUntil(toSeconds) - curve.countUntil(fromSeconds)) / (toSeconds - fromSeconds);
}

/**
 * The first nanosecond from `fromNanos` on at which the curve reaches the count; `endNanos` or later if it does not
 * before. The rate may be 0 for a while, or jump, so this is Newton's method in a bracket, with bisection where a step
 * leaves the bracket or takes too long ("rtsafe" in Numerical Recipes, section 9.4).
 */
function firstNanosReaching(curve: RateCurve, count: number, fromNanos: number, endNanos: number): number {
  let below = fromNanos - 1;
  let width = Math.min(maxGuessNanos, Math.ceil(2e9 / curve.rateAt(fromNanos / 1e9)));
  let reached = below + width;
  for (; countAt(curve, reached) < count; reached += width *= 2) {
    below = reached;
    if (below >= endNanos) return below;
  }
  let nanos = reached;
  let missing = count - countAt(curve, nanos);
  for (let step = 1; reached - below > 1; step++) {
    const next = step % stepsPerBisection === 0 ? NaN : nanos + newtonStep(curve, nanos, missing);
    nanos = next > below && next < reached ? next : Math.floor((below + reached) / 2);
    missing = count - countAt(curve, nanos);
    if (missing > 0) below = nanos;
    else reached = nanos;
  }
  return reached;
}

/** Half a nanosecond later: all times up to there are rounded to this nanosecond or an earlier one. */
function countAt(curve: RateCurve, nanos: number): number {
  return curve.countUntil((nanos + 0.5) / 1e9);
}

/** The distance to where the tangent reaches the count: at least a nanosecond. */
function newtonStep(curve: RateCurve, nanos: number, missing: number): number {
  const distance = (missing * 1e9) / curve.rateAt(nanos / 1e9);
  return missing > 0 ? Math.max(1, Math.ceil(distance)) : Math.min(-1, Math.floor(distance));
}
