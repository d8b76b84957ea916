import type { Comparison } from './comparison.ts';
import { microsOf, rankOf, type Figure } from './figure.ts';
import { burstQueue, evenQueue, microBatches, randomQueue, stalls } from './situations.ts';
import { serveReally, serveVirtually, type Served, type Situation } from './synthetic-server.ts';

/** A situation that a real clock and a busy processor go through, with the figures to compare. */
export interface RealCase {
  readonly situation: Situation;
  readonly figures: readonly Figure[];
}

/** What the program does between two services, clock reads and measuring, may make a service so much longer. */
const harnessStretch = 1.02;
/** What the machine takes without being seen to: less than what counts as a gap. */
const unseenMicros = 10;
/** Virtual machines lose 2 to 5 % as a rule; beyond, what is allowed for it would let nearly anything pass. */
const maxTakenShare = 0.05;
const latencies: readonly Figure[] = ['mean', 'p50', 'p90', 'p99', 'max'];
const milli = 1e6;

/** Some 9 s in all. */
export function shortCases(seed: number): RealCase[] {
  return [
    { situation: evenQueue(0.8, 0.5 * milli, 1.7, 0.2), figures: latencies },
    { situation: randomQueue(0.5, 0.5 * milli, 1.7, seed, 0.2), figures: latencies },
    { situation: randomQueue(0.8, 0.5 * milli, 1.7, seed, 0.2), figures: latencies },
    { situation: stalls(1000, 0.5 * milli, 100, 1000, 2), figures: [...latencies, 'uncorrected p99'] },
    { situation: microBatches(10_000, 100, 2, 0.2), figures: [...latencies, 'trigger wait', 'processing'] },
  ];
}

/** Some 70 s in all. */
export function longCases(seed: number): RealCase[] {
  return [
    { situation: evenQueue(0.8, 0.5 * milli, 6, 1), figures: latencies },
    { situation: randomQueue(0.5, 0.5 * milli, 6, seed, 1), figures: latencies },
    { situation: randomQueue(0.8, 0.5 * milli, 6, seed, 1), figures: latencies },
    { situation: randomQueue(0.9, 0.5 * milli, 6, seed, 1), figures: latencies },
    { situation: stalls(1000, 0.5 * milli, 1000, 10_000, 20), figures: [...latencies, 'uncorrected p99'] },
    { situation: burstQueue(0.5 * milli, 1), figures: latencies },
    { situation: microBatches(10_000, 100, 6, 1), figures: [...latencies, 'trigger wait', 'processing'] },
    { situation: microBatches(19_000, 100, 6, 1), figures: [...latencies, 'trigger wait', 'processing'] },
    { situation: microBatches(10_000, 0, 6, 1), figures: [...latencies, 'queueing', 'processing'] },
  ];
}

export interface RealAnswer {
  readonly comparisons: readonly Comparison[];
  /** Share of the run that the machine took away. */
  readonly takenShare: number;
  /** How often it was measured. */
  readonly attempts: number;
}

/**
 * Measures one situation in real time, up to `repeats` times more where the machine spoils it, and compares it with the
 * same arrivals and services in virtual time.
 */
export function compareReally({ situation, figures }: RealCase, repeats: number, serve = serveReally): RealAnswer {
  let best = serve(situation);
  let attempts = 1;
  for (; isSpoilt(best) && attempts <= repeats; attempts++) {
    const next = serve(situation);
    if (takenShare(next) < takenShare(best)) best = next;
  }
  const [exact, stretched] = [serveVirtually(situation), serveVirtually(situation, harnessStretch)];
  const comparisons = figures.map((figure): Comparison => {
    const theoryMicros = microsOf(exact.meter, figure);
    const [lowMicros, highMicros] = [lowest(exact, figure), highest(stretched, best, situation, figure)];
    const measuredMicros = microsOf(best.meter, figure);
    const holds = measuredMicros >= lowMicros && measuredMicros <= highMicros;
    return {
      situation: situation.name,
      figure,
      theoryMicros,
      lowMicros,
      highMicros,
      measuredMicros,
      verdict: isSpoilt(best) ? 'spoilt' : holds ? 'holds' : 'differs',
    };
  });
  return { comparisons, takenShare: takenShare(best), attempts };
}

function takenShare({ takenNanos, durationNanos }: Served): number {
  return takenNanos / durationNanos;
}

function isSpoilt(served: Served): boolean {
  return takenShare(served) > maxTakenShare;
}

/** Nothing makes a server faster than it is; a bucket of the histogram is rounded both ways. */
function lowest({ meter }: Served, figure: Figure): number {
  return microsOf(meter, figure) * (1 - 2 ** -10) - 1;
}

/**
 * Services 2 % longer, and what the machine took away: it delays no record by more than all of it, and no more records
 * than come until a queue is again as it would have been, which takes 1/(1 − utilisation) times as long.
 */
function highest(
  { meter }: Served,
  { takenNanos, durationNanos }: Served,
  { triggers }: Situation,
  figure: Figure,
): number {
  const takenMicros = takenNanos / 1000;
  const utilization = meter.busyTime.allNanos / durationNanos;
  // A delay of one micro-batch is one of all its records.
  const delayed = triggers === null ? takenNanos / durationNanos / Math.max(0.01, 1 - utilization) : 1;
  const rank = rankOf(figure);
  if (rank === undefined) return microsOf(meter, figure) + takenMicros * Math.min(1, delayed) + unseenMicros;
  const byDelay = microsOf(meter, figure) + takenMicros;
  const byShare = rank + delayed < 1 ? microsOf(meter, figure, rank + delayed) : Infinity;
  return Math.min(byDelay, byShare) * (1 + 2 ** -10) + unseenMicros;
}
