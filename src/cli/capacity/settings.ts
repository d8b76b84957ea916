import type { Engines } from '../../engines/engines.ts';
import { StreamBenchError } from '../../errors.ts';
import type { CapacitySettings } from '../../experiments/capacity/capacity.ts';
import type { Configuration } from '../../results/configuration.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentInput } from '../experiment/experiment-input.ts';
import { sharedSettings } from '../experiment/shared-settings.ts';
import {
  defaultDurationMs,
  intervalsPerSearchedUnit,
  intervalsPerUnit,
  longestWait,
  type LongestWait,
} from '../experiment/unit-length.ts';
import { configurationsOf } from '../options/configurations.ts';
import { steadyLoads, type SteadyLoad } from '../options/load-options.ts';
import type { CapacityOptions } from './options.ts';

/** The fewest units with a confidence interval. */
const defaultUnits = 6;
/** One more, since with an objective the units determine a slope too. */
const defaultUnitsWithObjective = 7;

/** Fills in what the options leave open. Throws if they contradict each other. */
export function capacitySettings(
  workload: Workload,
  input: ExperimentInput<CapacityOptions>,
  engines: Engines,
): CapacitySettings {
  const { options } = input;
  const configurations = configurationsOf(options, (each) => engines.refusalOf(each, workload));
  const limits = engines.limitsOf(configurations);
  const longest = longestWait(configurations);
  return {
    configurations,
    load: loadOf(options),
    loadParameters: {},
    ratePerSecond: null,
    speed: null,
    durationMs: durationOf(options, longest, limits.shortestUnitMs),
    warmUpMs: limits.warmUpMs(workload, longest.ms, null),
    repetitions: options.units ?? (options.objective === undefined ? defaultUnits : defaultUnitsWithObjective),
    objective: options.objective ?? null,
    targetPerSecond: targetOf(options, configurations),
    ...sharedSettings(workload, input),
  };
}

function targetOf({ target }: CapacityOptions, configurations: readonly Configuration[]): number | null {
  if (target === undefined) return null;
  if (new Set(configurations.map(({ parallelism }) => parallelism)).size > 1) return target;
  const what = '--target needs a capacity at two values of --parallelism, to tell which value reaches that rate';
  throw new StreamBenchError({ kind: 'input', what, remedy: 'Add --parallelism 1,2.' });
}

/** The load whose rate the search varies. */
function loadOf({ load }: CapacityOptions): SteadyLoad {
  const shape = load?.shape ?? 'constant';
  const steady = steadyLoads.find((name) => name === shape);
  if (steady === undefined) {
    throw new StreamBenchError({
      kind: 'input',
      what: `--load ${shape} has no single rate to search`,
      remedy: `Choose ${steadyLoads.join(' or ')}.`,
    });
  }
  if (Object.keys(load?.parameters ?? {}).length > 0) {
    throw new StreamBenchError({
      kind: 'input',
      what: 'capacity searches for the rate, so --load takes none',
      remedy: `Write --load ${shape}.`,
    });
  }
  return steady;
}

/** The same for all configurations; longer with an objective, since a percentile needs more records than a mean. */
function durationOf(
  { duration, objective }: CapacityOptions,
  { name, ms }: LongestWait,
  shortestUnitMs: number,
): number {
  const [shortestMs, intervals] =
    objective === undefined
      ? [shortestUnitMs, intervalsPerSearchedUnit]
      : [Math.max(shortestUnitMs, defaultDurationMs), intervalsPerUnit];
  const neededMs = Math.max(shortestMs, intervals * ms);
  if (duration === undefined) return neededMs;
  if (duration > 0 && duration >= ms * intervalsPerSearchedUnit) return duration;
  const neededIntervals = `${intervalsPerSearchedUnit} ${name}s of ${ms} ms`;
  throw new StreamBenchError({
    kind: 'input',
    what:
      duration > 0
        ? `--duration of ${duration} ms is shorter than ${neededIntervals}, which a verdict needs`
        : '--duration must be above 0',
    remedy: `Give --duration ${neededMs}ms or more, or leave it out.`,
  });
}
