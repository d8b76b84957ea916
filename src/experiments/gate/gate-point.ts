import { highestRate } from '../../engines/highest-rate.ts';
import { epochMs } from '../../executors/commit-policy.ts';
import type { Configuration } from '../../results/configuration.ts';
import type { GateFigure } from '../../results/findings/gate.ts';
import type { GateSettings } from './gate-settings.ts';
import { gatedMetrics, recordsForP99, type GatedMetric } from './gated-metric.ts';
import type { GateTools } from './gate-tools.ts';
import { mostRecords, shortestMsOf, warmUpsNearCapacity } from './unit-size.ts';
import { overloadShare, versionCapacity } from './version-capacity.ts';

/** One configuration at one load. */
export interface GatePoint {
  readonly configuration: Configuration;
  readonly load: GateFigure['load'];
  readonly ratePerSecond: number;
  readonly durationMs: number;
  readonly warmUpMs: number;
  readonly metrics: readonly GatedMetric[];
}

type Load = Pick<GatePoint, 'load' | 'ratePerSecond'>;

/** Of what base sustains. With the last one not all records are handled in time: that shows how many are. */
const shares = { half: 0.5, most: 0.8, overload: overloadShare } as const;
/** Where fewer records can be measured, the last load may be less, but not less than this. */
const leastOverload = 1.2;
/** A unit is not made longer than this to have enough records for a p99. */
const longestMs = 2000;

/**
 * The points of all configurations: each at its own loads, by what base sustains, or at the given ones. Where head
 * sustains less than half of that, loads are shares of what head does: units that drain a long backlog take so long
 * that too few would be measured to be sure.
 */
export async function planPoints(settings: GateSettings, tools: GateTools): Promise<GatePoint[]> {
  const points: GatePoint[] = [];
  for (const configuration of settings.configurations) {
    const shortestMs = shortestMsOf(configuration, tools.engines);
    const highest = highestRate(mostRecords, settings, shortestMs);
    const base = await versionCapacity('base', configuration, settings, tools);
    const head = await versionCapacity('head', configuration, settings, tools);
    const isFarSlower = head.capacity < shares.half * base.capacity;
    const loads = loadsOf(settings, (isFarSlower ? head : base).capacity, highest);
    const hasWindows = base.hasWindows && head.hasWindows;
    const lengths = { shortestMs, usualWarmUpMs: settings.warmUpMs };
    points.push(...loads.map((load) => pointAt(load, configuration, lengths, hasWindows)));
  }
  return points;
}

function loadsOf({ ratesPerSecond }: GateSettings, capacity: number, highest: number): Load[] {
  const sustained = Math.min(capacity, highest);
  const given = ratesPerSecond?.map((ratePerSecond): Load => ({ load: 'given', ratePerSecond }));
  const usual: Load[] = [
    { load: 'half', ratePerSecond: shares.half * sustained },
    { load: 'most', ratePerSecond: shares.most * sustained },
  ];
  const overload: Load = { load: 'overload', ratePerSecond: Math.min(shares.overload * capacity, highest) };
  const isOverload = overload.ratePerSecond >= leastOverload * capacity;
  return [...(given ?? usual), ...(isOverload ? [overload] : [])];
}

function pointAt(
  { load, ratePerSecond }: Load,
  configuration: Configuration,
  { shortestMs, usualWarmUpMs }: { readonly shortestMs: number; readonly usualWarmUpMs: number },
  hasWindows: boolean,
): GatePoint {
  const forP99Ms = Math.ceil((1000 * recordsForP99) / ratePerSecond);
  const hasP99 = forP99Ms <= Math.max(shortestMs, longestMs);
  const durationMs = hasP99 && load !== 'overload' ? Math.max(shortestMs, forP99Ms) : shortestMs;
  const warmUpMs = load === 'most' || load === 'given' ? warmUpsNearCapacity * usualWarmUpMs : usualWarmUpMs;
  const tail = hasP99 ? tailMetrics(load, hasWindows && areTakenAtOnce(configuration)) : [];
  return { configuration, load, ratePerSecond, durationMs, warmUpMs, metrics: metricsAt(load, tail) };
}

function metricsAt(load: GatePoint['load'], tail: readonly GatedMetric[]): GatedMetric[] {
  const { p50, busy, throughput, memory } = gatedMetrics;
  switch (load) {
    case 'half':
      return [p50, ...tail];
    case 'most':
    case 'given':
      return [p50, ...tail, busy, memory];
    case 'overload':
      return [throughput];
  }
}

/**
 * Pauses of the machine can make the p99 of all records, so it has a wide margin, and that of windows a narrow one.
 * Near capacity each pause leaves a queue behind, and only windows tell code apart.
 */
function tailMetrics(load: GatePoint['load'], isWindowed: boolean): GatedMetric[] {
  const { windowedP99, p99, p99WithPauses } = gatedMetrics;
  if (!isWindowed) return [p99];
  return load === 'most' ? [windowedP99] : [windowedP99, p99WithPauses];
}

/** Where records wait for a micro-batch or an epoch, that wait makes the p99, and a window may hold less than one. */
function areTakenAtOnce({ executor, intervalMs, commit }: Configuration): boolean {
  return (executor === 'continuous' || intervalMs === 0) && epochMs(commit) === null;
}
