import { continuous } from '../../executors/continuous.ts';
import type { Comparison } from './comparison.ts';
import { microsOf, rankOf, type Figure } from './figure.ts';
import { burstQueue, evenQueue, microBatches, randomQueue, stalls } from './situations.ts';
import { serveReally, serveVirtually, type Served, type Situation } from './synthetic-server.ts';

/** A situation to measure with a real clock and a busy processor, and the figures to compare. */
export interface RealCase {
  readonly situation: Situation;
  readonly figures: readonly Figure[];
}

/** Clock reads and measuring between two services may lengthen a service by this factor. */
const harnessStretch = 1.02;
/** Time that the machine may take in gaps too short to be counted. */
const unseenMicros = 10;
/** Virtual machines usually lose 2 to 5 %. Beyond that, the tolerance for it would accept nearly any figure. */
const maxTakenShare = 0.05;
const latencies: readonly Figure[] = ['mean', 'p50', 'p90', 'p99', 'max'];
const milli = 1e6;

/** About 9 s in all. */
export function shortCases(seed: number): RealCase[] {
  return [
    { situation: evenQueue(0.8, 0.5 * milli, 1.7, 0.2), figures: latencies },
    { situation: randomQueue(0.5, 0.5 * milli, 1.7, seed, 0.2), figures: latencies },
    { situation: randomQueue(0.8, 0.5 * milli, 1.7, seed, 0.2), figures: latencies },
    { situation: stalls(1000, 0.5 * milli, 100, 1000, 2), figures: [...latencies, 'uncorrected p99'] },
    { situation: microBatches(10_000, 100, 2, 0.2), figures: [...latencies, 'trigger wait', 'processing'] },
  ];
}

/** About 70 s in all. */
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
  /** Share of the time that the machine took away. */
  readonly takenShare: number;
  /** How often the situation was measured. */
  readonly attempts: number;
}

/**
 * Measures one situation in real time and compares it with the same arrivals and services in virtual time. A
 * measurement that has to be excluded is repeated up to `repeats` times.
 */
export function compareReally({ situation, figures }: RealCase, repeats: number, serve = serveReally): RealAnswer {
  let best = serve(situation);
  let attempts = 1;
  for (; isExcluded(best) && attempts <= repeats; attempts++) {
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
      verdict: isExcluded(best) ? 'excluded' : holds ? 'holds' : 'differs',
    };
  });
  return { comparisons, takenShare: takenShare(best), attempts };
}

function takenShare({ takenNanos, durationNanos }: Served): number {
  return takenNanos / durationNanos;
}

function isExcluded(served: Served): boolean {
  return takenShare(served) > maxTakenShare;
}

/** A server cannot be faster than its services; buckets of the histogram round in both directions. */
function lowest({ meter }: Served, figure: Figure): number {
  return microsOf(meter, figure) * (1 - 2 ** -10) - 1;
}

/**
 * With services 2 % longer, plus the time that the machine took away. That time delays no record by more than its sum.
 * It delays only the records that arrive until the queue has recovered, which takes 1/(1 − utilisation) times as long.
 */
function highest(
  { meter }: Served,
  { takenNanos, durationNanos }: Served,
  { executor }: Situation,
  figure: Figure,
): number {
  const takenMicros = takenNanos / 1000;
  const utilization = meter.work.allBusyNanos / durationNanos;
  // The delay of a micro-batch delays all its records.
  const delayed = executor === continuous ? takenNanos / durationNanos / Math.max(0.01, 1 - utilization) : 1;
  const rank = rankOf(figure);
  if (rank === undefined) return microsOf(meter, figure) + takenMicros * Math.min(1, delayed) + unseenMicros;
  const byDelay = microsOf(meter, figure) + takenMicros;
  const byShare = rank + delayed < 1 ? microsOf(meter, figure, rank + delayed) : Infinity;
  return Math.min(byDelay, byShare) * (1 + 2 ** -10) + unseenMicros;
}
