import { highestRate } from '../../engines/highest-rate.ts';
import { StreamBenchError } from '../../errors.ts';
import { configurationName, intervalOrNone, batchMs, type Configuration } from '../../results/configuration.ts';
import type { GateFigure } from '../../results/findings/gate.ts';
import { perSecond } from '../../results/quantity.ts';
import { glanceLengthMs } from '../glance.ts';
import { quickGuess, unitsAtRates } from '../quick-guess.ts';
import { conditionsOfCopy, type GateSettings } from './gate-settings.ts';
import { gatedMetrics, recordsForP99, type GatedMetric } from './gated-metric.ts';
import type { GateTools } from './gate-tools.ts';

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

/**
 * While code is cold it falls behind, and what has piled up then is drained by what is left of the capacity: at four
 * fifths of it in about a second.
 */
const warmUpsNearCapacity = 2;
/** Of what base sustains. With the last one not all records are handled in time: that shows how many are. */
const shares = { half: 0.5, most: 0.8, overload: 1.5 } as const;
const guesses = 3;
/** Intervals that a unit has at least. */
const intervals = 4;
/** A unit is not made longer than this to have enough records for a p99. */
const longestMs = 2000;
/** More would take longer to make than to measure. */
const mostRecords = 1_000_000;

/** The points of all configurations: each at its own loads, by what base sustains, or at the given ones. */
export async function planPoints(settings: GateSettings, tools: GateTools): Promise<GatePoint[]> {
  const points: GatePoint[] = [];
  for (const configuration of settings.configurations) {
    const shortestMs = shortestOf(configuration, tools);
    const longestWarmUp = { ...settings, warmUpMs: warmUpsNearCapacity * settings.warmUpMs };
    requireMeasurable(settings.ratesPerSecond ?? [], highestRate(mostRecords, longestWarmUp, shortestMs));
    const highest = highestRate(mostRecords, settings, shortestMs);
    const sustained = Math.min(await capacityOf(configuration, settings, tools), highest);
    const loads = loadsOf(settings, sustained).filter(({ ratePerSecond }) => ratePerSecond <= highest);
    points.push(...loads.map((load) => pointAt(load, configuration, shortestMs, settings.warmUpMs)));
  }
  return points;
}

function requireMeasurable(ratesPerSecond: readonly number[], highest: number): void {
  const above = ratesPerSecond.find((ratePerSecond) => ratePerSecond > highest);
  if (above === undefined) return;
  throw new StreamBenchError({
    kind: 'input',
    what: `at ${perSecond(above)} records/s a unit would have more than ${perSecond(mostRecords)} records`,
    remedy: `Give rates up to ${perSecond(highest)} with --rate.`,
  });
}

function loadsOf({ ratesPerSecond }: GateSettings, sustained: number): Load[] {
  const shareOf = (load: keyof typeof shares): Load => ({ load, ratePerSecond: shares[load] * sustained });
  const given = ratesPerSecond?.map((ratePerSecond): Load => ({ load: 'given', ratePerSecond }));
  return [...(given ?? [shareOf('half'), shareOf('most')]), shareOf('overload')];
}

function shortestOf(configuration: Configuration, { engines }: GateTools): number {
  return Math.max(engines.of(configuration).limits.shortestUnitMs, intervals * batchMs(configuration));
}

async function capacityOf(configuration: Configuration, settings: GateSettings, tools: GateTools): Promise<number> {
  const { limits } = tools.engines.of(configuration);
  const intervalMs = intervalOrNone(configuration);
  const durationMs = glanceLengthMs(limits.glanceMs, configuration);
  const copy = { side: 'base', place: 0 } as const;
  const conditions = conditionsOfCopy(settings, copy, { ratePerSecond: null, durationMs });
  const measureAt = unitsAtRates(tools.measure, conditions, configuration);
  const highest = highestRate(mostRecords, settings, durationMs);
  const bounds = { firstRate: limits.firstRatePerSecond, highestRate: highest, guesses, durationMs, intervalMs };
  const found = await quickGuess(measureAt, bounds);
  if (found !== null) {
    // Busy time promises more than there is where collections or checkpoints come only under load.
    const { throughput } = await measureAt(Math.min(highest, shares.overload * found), guesses);
    return Math.min(found, throughput ?? found);
  }
  throw new StreamBenchError({
    kind: 'environment',
    what: `what base sustains with ${configurationName(configuration)} was not found`,
    remedy: 'Look with stream-bench doctor whether the machine is busy.',
  });
}

function pointAt(
  { load, ratePerSecond }: Load,
  configuration: Configuration,
  shortestMs: number,
  usualWarmUpMs: number,
): GatePoint {
  const forP99Ms = Math.ceil((1000 * recordsForP99) / ratePerSecond);
  const hasP99 = forP99Ms <= Math.max(shortestMs, longestMs);
  const durationMs = hasP99 && load !== 'overload' ? Math.max(shortestMs, forP99Ms) : shortestMs;
  const warmUpMs = load === 'most' || load === 'given' ? warmUpsNearCapacity * usualWarmUpMs : usualWarmUpMs;
  return { configuration, load, ratePerSecond, durationMs, warmUpMs, metrics: metricsAt(load, hasP99) };
}

function metricsAt(load: GatePoint['load'], hasP99: boolean): GatedMetric[] {
  const { p50, p99, busy, throughput, memory } = gatedMetrics;
  const tail = hasP99 ? [p99] : [];
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
