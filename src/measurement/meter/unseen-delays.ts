import type { Histogram } from '../histogram/histogram.ts';

/** Time that the machine took at times that are not known. */
export interface UnseenDelay {
  readonly nanos: number;
  /** In at most so many pieces. */
  readonly pieces: number;
  /** None of which was longer. */
  readonly longestNanos: number;
}

/** The unit that was delayed. */
export interface Delayed {
  readonly durationNanos: number;
  /** Invocations, or the commits of another thread: a piece delays the one that it falls into. */
  readonly invocations: number;
  /** Share of the time in which the executor is busy: a queue takes 1/(1 − share) times the delay to recover. */
  readonly busyShare: number;
}

const leastIdleShare = 0.01;
/** Delays that are tried, as shares of the quantile. */
const tried = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75];

/** Counts of random events are taken to be at most so many standard deviations above their mean. */
const deviations = 3;

/**
 * The least that a quantile can have been without the delays, of `low`, which are the latencies without those that are
 * known.
 *
 * A delay of x or more takes a piece of x or more. There are at most B/x of them in a time of B, and no more than there
 * were pieces (Markov's inequality). Each delays the invocation that it falls into by x or more. For what it lasts
 * beyond x, and until the queue has recovered, it delays those that arrive meanwhile by x or more as well. So at most a
 * share s(x) of the records was delayed by more than x. The others had at least their latency less x, so that the
 * quantile q was at least the quantile q − s(x) less x. This holds for every x, and so for the best of them.
 *
 * Source of the number that arrive until a queue has recovered, with its variance: the delay busy period of M/G/1
 * (R. W. Conway, W. L. Maxwell and L. W. Miller, "Theory of Scheduling", 1967, chapter 8).
 */
export function leastQuantile(
  low: Histogram,
  quantile: number,
  delays: readonly UnseenDelay[],
  delayed: Delayed,
): number {
  const real = delays.filter(({ nanos }) => nanos > 0).map((delay) => inARow(delay, delayed));
  const at = quantileAt(low, quantile);
  if (real.length === 0) return at;
  const longest = sumOf(real.map(({ longestNanos }) => longestNanos));
  const candidates = tried.map((share) => {
    const each = (share * at) / real.length;
    const touched = sumOf(real.map((delay) => touchedShare(delay, each, delayed)));
    return quantileAt(low, quantile - touched) - share * at;
  });
  return Math.max(0, at - longest, ...candidates);
}

/**
 * About the least that the mean can have been without the delays: they are work of the executor too, and each record
 * waits for the work that it finds. Of the pieces only the sum and the number are known, so they are taken to be as
 * uneven as exponential times.
 *
 * Source: the mean wait of M/G/1, E[work²] / 2(1 − utilisation), by Pollaczek and Khinchine (L. Kleinrock, "Queueing
 * Systems", volume 1, 1975, section 5.6).
 */
export function leastMean(
  low: Histogram,
  delays: readonly UnseenDelay[],
  { durationNanos, invocations, busyShare }: Delayed,
): number {
  const real = delays.filter(({ nanos }) => nanos > 0);
  const takenNanos = sumOf(real.map(({ nanos }) => nanos));
  const squares = sumOf(
    real.map(({ nanos, pieces, longestNanos }) => nanos * Math.min(longestNanos, (2 * nanos) / pieces)),
  );
  const waitNanos = squares / durationNanos / (2 * idleShare(busyShare + takenNanos / durationNanos));
  // A piece within an invocation delays that one by all of it.
  return Math.max(0, low.mean! - waitNanos - takenNanos / invocations);
}

/** The same delay, the longest one being of the pieces that may fall into one busy period of the queue. */
function inARow(delay: UnseenDelay, { durationNanos, busyShare }: Delayed): UnseenDelay {
  const busyNanos = Math.min(delay.longestNanos, delay.nanos) / idleShare(busyShare);
  const mean = (delay.pieces * busyNanos) / durationNanos;
  const most = 1 + Math.ceil(mean + deviations * Math.sqrt(mean));
  return { ...delay, longestNanos: Math.min(delay.nanos, most * delay.longestNanos) };
}

/** Largest share of the records that are delayed by more than `nanos`. */
function touchedShare(delay: UnseenDelay, nanos: number, { durationNanos, invocations, busyShare }: Delayed): number {
  if (nanos >= delay.longestNanos) return 0;
  const pieces = Math.min(delay.pieces, delay.nanos / nanos);
  const beyondNanos = Math.min(delay.nanos, pieces * (delay.longestNanos - nanos));
  const meanwhile = (beyondNanos / durationNanos) * invocations;
  const idle = idleShare(busyShare);
  return (pieces + meanwhile / idle + deviations * Math.sqrt(meanwhile / idle ** 3)) / invocations;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function idleShare(busyShare: number): number {
  return Math.max(leastIdleShare, 1 - busyShare);
}

const parts = 1e6;

function quantileAt(histogram: Histogram, quantile: number): number {
  return quantile <= 0 ? 0 : histogram.quantile(Math.round(quantile * parts), parts)!;
}
