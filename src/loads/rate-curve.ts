/** An offered load that changes with time, as records per second and as records since the start. */
export interface RateCurve {
  /** Records per second. */
  rateAt(seconds: number): number;
  /** Expected number of records before that time: the integral of the rate. Never falls. */
  countUntil(seconds: number): number;
}

/** Whole nanoseconds are exact up to here, 104 days. */
const maxNanos = Number.MAX_SAFE_INTEGER;
/** No first guess goes further than this, however low the rate. */
const maxGuessNanos = 1e9;
/** Of so many steps one halves the bracket for certain, whatever the curve does to Newton's method. */
const stepsPerBisection = 4;

/**
 * Record i arrives when the expected count reaches i + ½: in the first nanosecond that, rounded to, has reached it.
 * So each arrival is rounded by itself, nothing drifts, and a longer run begins as a shorter one.
 *
 * @returns nanoseconds, ascending, all before `durationNanos`; no more than `maxCount` of them
 */
export function arrivalsOf(curve: RateCurve, durationNanos: number, maxCount = Infinity): Float64Array {
  const endNanos = Math.min(durationNanos, maxNanos);
  // One more than fit, so that rounding can only make it too many.
  const arrivals = new Float64Array(Math.min(maxCount, Math.ceil(curve.countUntil(endNanos / 1e9)) + 1));
  let nanos = 0;
  for (let index = 0; index < arrivals.length; index++) {
    nanos = firstNanosReaching(curve, index + 0.5, nanos, endNanos);
    if (nanos >= endNanos) return arrivals.slice(0, index);
    arrivals[index] = nanos;
  }
  return arrivals;
}

/** Mean records per second between two times. */
export function meanRateBetween(curve: RateCurve, fromSeconds: number, toSeconds: number): number {
  return (curve.countUntil(toSeconds) - curve.countUntil(fromSeconds)) / (toSeconds - fromSeconds);
}

/**
 * The first nanosecond from `fromNanos` on that reaches the count, or `endNanos` or later where there is none before.
 * Newton's method between bounds, with bisection where it leaves them or takes too long ("rtsafe" in Numerical
 * Recipes, 9.4): the rate may be 0 for a while, or jump.
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

/** Half a nanosecond later, since times from there on are rounded to the next one. */
function countAt(curve: RateCurve, nanos: number): number {
  return curve.countUntil((nanos + 0.5) / 1e9);
}

/** How far it is to where the tangent has the records that are missing: a nanosecond at least. */
function newtonStep(curve: RateCurve, nanos: number, missing: number): number {
  const distance = (missing * 1e9) / curve.rateAt(nanos / 1e9);
  return missing > 0 ? Math.max(1, Math.ceil(distance)) : Math.min(-1, Math.floor(distance));
}
