import { local } from '../../engines/example-spec.test-program.ts';
import type { Configuration } from '../../results/configuration.ts';
import { exampleUnit, latencyAround } from '../../results/example.test-program.ts';
import type { Unit } from '../../results/unit.ts';
import { cellOf, type Cell } from './cell.ts';

export const continuous = local();

export function microBatch(intervalMs: number): Configuration {
  return local({ executor: 'micro-batch', intervalMs });
}

/** A unit whose p99 is known; it keeps up unless told otherwise. */
export function unitOf(
  configuration: Configuration,
  ratePerSecond: number,
  p99Micros: number | null,
  changes: Partial<Unit> = {},
): Unit {
  return exampleUnit({
    ...configuration,
    offeredRate: ratePerSecond,
    latencyMicros: latencyAround(p99Micros === null ? null : p99Micros / 4),
    ...changes,
  });
}

export const growing: Partial<Unit> = { keepsUp: 'no', backlog: { max: 9000, slopeShare: 0.4 } };
export const doubtful: Partial<Unit> = { keepsUp: 'inconclusive', backlog: { max: 9000, slopeShare: null } };

/** One unit for each p99, in milliseconds. */
export function cell(
  configuration: Configuration,
  ratePerSecond: number,
  p99sMs: readonly (number | null)[],
  changes: Partial<Unit> = {},
): Cell {
  const units = p99sMs.map((p99) => unitOf(configuration, ratePerSecond, p99 === null ? null : p99 * 1000, changes));
  return cellOf(configuration, ratePerSecond, units);
}
