import type { Burst } from '../measurement/meter/recovery.ts';
import type { UnitSpec } from './unit-spec.ts';

/** The burst of a load that steps up for a time; undefined in other loads. */
export function burstOf({ load, loadParameters }: Pick<UnitSpec, 'load' | 'loadParameters'>): Burst | undefined {
  const { ratePerSecond, toPerSecond, atMs, forMs } = loadParameters;
  if (load !== 'step' || forMs === undefined || toPerSecond < ratePerSecond) return undefined;
  return { fromNanos: atMs * 1e6, toNanos: (atMs + forMs) * 1e6 };
}
