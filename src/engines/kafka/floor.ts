import { StreamBenchError } from '../../errors.ts';
import type { TopicsFigures } from '../../results/topics.ts';
import type { UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { measureJob, type HarnessContext } from './harness/harness.ts';
import { knownServer, relay } from './known-server.ts';
import { settingsText } from './broker/settings.ts';

/** Slow enough that a relay never queues, and no faster than the units that it is the floor of. */
const floorPerSecond = 1000;
/** Above what a relay handles, so that the rate which it reaches is its ceiling. */
const saturatingPerSecond = 200_000;

/** Measures a relay on the records of the units: its latency at a low rate, and how much it handles. */
export async function measureFloor(spec: UnitSpec, context: HarnessContext): Promise<TopicsFigures> {
  const rate = Math.min(spec.ratePerSecond ?? floorPerSecond, floorPerSecond);
  // First the fast ones: a broker that has just started is still compiling its code.
  const ceilingPerSecond = await highest(async () => {
    const fast = await relayed(spec, { ratePerSecond: saturatingPerSecond, warmUpMs: 100, durationMs: 400 }, context);
    return fast?.throughput ?? null;
  });
  // Other programs only ever make it slower.
  const slow = [
    await relayed(spec, { ratePerSecond: rate, warmUpMs: 2000, durationMs: 2000 }, context),
    await relayed(spec, { ratePerSecond: rate, warmUpMs: 2000, durationMs: 2000 }, context),
  ].filter((report) => report !== null);
  const [least] = slow.toSorted((left, right) => medianOf(left) - medianOf(right));
  const { p50 = null, p99 = null } = (least as UnitReport | undefined)?.latencyMicros ?? {};
  return {
    settings: settingsText,
    floor: slow.length === 0 ? null : { ratePerSecond: rate, p50Micros: p50, p99Micros: p99 },
    ceilingPerSecond,
  };
}

const mostReadings = 3;

/** The highest of several readings, until one is hardly above those before: whatever disturbs makes them lower. */
export async function highest(read: () => Promise<number | null>): Promise<number | null> {
  let most = await read();
  for (let readings = 1; most !== null && readings < mostReadings; readings++) {
    const next = await read();
    if (next === null || next <= 1.1 * most) return Math.max(most, next ?? 0);
    most = next;
  }
  return most;
}

function medianOf({ latencyMicros }: UnitReport): number {
  return latencyMicros?.p50 ?? Infinity;
}

/** Null where the source has too few records. */
async function relayed(
  spec: UnitSpec,
  length: Pick<UnitSpec, 'ratePerSecond' | 'warmUpMs' | 'durationMs'>,
  context: HarnessContext,
): Promise<UnitReport | null> {
  const load = { load: 'constant', loadParameters: {}, speed: null } as const;
  try {
    return await measureJob({ ...spec, ...load, ...length }, knownServer(relay), {
      ...context,
      isCopied: true,
      name: 'the relay',
    });
  } catch (error) {
    if (error instanceof StreamBenchError && error.problem.kind === 'input') return null;
    throw error;
  }
}
