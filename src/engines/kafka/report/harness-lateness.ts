import type { Exclusion } from '../../../results/exclusion.ts';
import { percent } from '../../../results/quantity.ts';
import { exclusionsBeyond, type FigureBounds } from '../../tolerances.ts';
import type { ObservedFigures } from './observed-figures.ts';

/** How late the processes of the harness were with each record, in nanoseconds, by its number. */
export interface HarnessLateness {
  /** From its intended arrival to when it was handed to the client. */
  readonly producer: Float64Array;
  /** At most, from when its effect could be read to when that was noted. */
  readonly consumer: Float64Array;
}

/**
 * The producer sends every millisecond, and a timer of that length fires up to one later. So much is part of every
 * unit, also of the relay, whose latency stands beside the figures as their floor.
 */
const allowedNanos = 2e6;

/**
 * How late the harness was with the effect of each record, beyond what belongs to every unit.
 *
 * @param dueBy the number of the record that the effect waits for, which may be one behind the last
 */
export function excessNanos({ producer, consumer }: HarnessLateness, dueBy: Uint32Array): Float64Array {
  const sent = (record: number): number => producer[Math.min(dueBy[record], producer.length - 1)];
  return consumer.map((nanos, record) => nanos + Math.max(0, sent(record) - allowedNanos));
}

const quantiles = { p50: [50, 100], p90: [90, 100], p99: [99, 100], p999: [999, 1000] } as const;

/**
 * By how much the lateness of the harness may have moved the figures, as a share of each: by as much as they differ
 * from those of the same records, had each been seen earlier by how late the harness was with it.
 */
export function latenessBounds(seen: ObservedFigures, inTime: ObservedFigures): FigureBounds {
  const ofQuantiles = Object.entries(quantiles).map(([name, [numerator, denominator]]) => [
    name,
    shareOff(seen.latency.quantile(numerator, denominator), inTime.latency.quantile(numerator, denominator)),
  ]);
  return {
    ...(Object.fromEntries(ofQuantiles) as FigureBounds),
    distribution: shareOff(seen.latency.mean, inTime.latency.mean),
    throughput: shareOff(seen.throughput, inTime.throughput),
    keepsUp: seen.keepsUp === inTime.keepsUp ? 0 : Infinity,
    recovery: shareOff(seen.recovery?.measured.worstMicros ?? null, inTime.recovery?.measured.worstMicros ?? null),
  };
}

function shareOff(value: number | null, inTime: number | null): number {
  return value === null || inTime === null || value === 0 ? 0 : Math.abs(value - inTime) / value;
}

/** The figures that the harness has moved by more than their tolerance. */
export function latenessExclusions(bounds: FigureBounds, late: HarnessLateness, measuredFrom: number): Exclusion[] {
  const shareLate = (nanos: Float64Array, allowed: number): number => {
    const measured = nanos.subarray(measuredFrom);
    return measured.reduce((sum, each) => sum + (each > allowed ? 1 : 0), 0) / measured.length;
  };
  const sent = percent(shareLate(late.producer, allowedNanos));
  const noted = percent(shareLate(late.consumer, 0));
  return exclusionsBeyond(bounds, () => `the measuring sent ${sent} and noted ${noted} of the records late`);
}
