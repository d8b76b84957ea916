import { warmUpMsFor } from '../../engines/local/warm-up.ts';
import { StreamBenchError } from '../../errors.ts';
import type { CapacitySettings } from '../../experiments/capacity/capacity.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { CapacityOptions } from './options.ts';
import { configurationsOf } from '../options/configuration-options.ts';
import { recordShapeOf } from '../options/record-options.ts';
import { replayOf } from '../options/replay-options.ts';
import { sinkOf } from '../options/sink-options.ts';
import {
  defaultDurationMs,
  intervalsPerSearchedUnit,
  intervalsPerUnit,
  searchedDurationMs,
} from '../options/unit-length.ts';

/** The fewest that give an interval; where they have to tell a slope as well, one more (see threshold.statistics.test.ts). */
const defaultUnits = 6;
const defaultUnitsWithObjective = 7;

/** Fills in what the options leave open. Throws where they contradict each other. */
export function capacitySettings(
  workload: Workload,
  workloadGiven: string,
  options: CapacityOptions,
  command: string,
): CapacitySettings {
  const configurations = configurationsOf(options);
  const longestIntervalMs = Math.max(...configurations.map(({ intervalMs }) => intervalMs ?? 0));
  return {
    command,
    workload: workloadGiven,
    replay: replayOf(options),
    configurations,
    load: loadOf(options),
    loadParameters: {},
    ratePerSecond: null,
    speed: null,
    durationMs: durationOf(options, longestIntervalMs),
    warmUpMs: warmUpMsFor(workload, longestIntervalMs),
    repetitions: options.units ?? (options.objective === undefined ? defaultUnits : defaultUnitsWithObjective),
    ...sinkOf(options),
    records: recordShapeOf(workload, options),
    seed: options.seed,
    objective: options.objective ?? null,
  };
}

/** Only loads of one rate have a rate that can be searched. */
function loadOf({ load }: CapacityOptions): 'constant' | 'poisson' {
  const shape = load?.shape ?? 'constant';
  if (shape !== 'constant' && shape !== 'poisson') {
    throw new StreamBenchError({
      kind: 'input',
      what: `--load ${shape} has no single rate to search`,
      remedy: 'Use constant or poisson.',
    });
  }
  if (Object.keys(load?.parameters ?? {}).length > 0) {
    throw new StreamBenchError({
      kind: 'input',
      what: 'capacity finds the rate itself',
      remedy: `Write --load ${shape}.`,
    });
  }
  return shape;
}

/** The same for all configurations. A percentile takes more records than a mean. */
function durationOf({ duration, objective }: CapacityOptions, longestIntervalMs: number): number {
  const [shortestMs, intervals] =
    objective === undefined ? [searchedDurationMs, intervalsPerSearchedUnit] : [defaultDurationMs, intervalsPerUnit];
  const neededMs = Math.max(shortestMs, intervals * longestIntervalMs);
  if (duration === undefined) return neededMs;
  if (duration > 0 && duration >= longestIntervalMs * intervalsPerSearchedUnit) return duration;
  const what =
    duration > 0
      ? `${duration} ms are fewer than ${intervalsPerSearchedUnit} intervals of ${longestIntervalMs} ms, which a verdict needs`
      : '--duration must be above 0';
  throw new StreamBenchError({
    kind: 'input',
    what,
    remedy: `Give --duration ${neededMs}ms or more, or leave it out.`,
  });
}
