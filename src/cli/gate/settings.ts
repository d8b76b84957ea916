import type { Engines } from '../../engines/engines.ts';
import { StreamBenchError } from '../../errors.ts';
import type { GateSettings } from '../../experiments/gate/gate-settings.ts';
import type { ObjectiveAt, ObjectivesSettings } from '../../experiments/gate/hold-objectives.ts';
import { percentileName, percentiles } from '../../experiments/objective.ts';
import type { Configuration } from '../../results/configuration.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentInput } from '../experiment/experiment-input.ts';
import { sharedSettings } from '../experiment/shared-settings.ts';
import { intervalsPerUnit } from '../experiment/unit-length.ts';
import { configurationsOf } from '../options/configuration-options.ts';
import type { ObjectiveAtRate } from '../options/objective-option.ts';
import type { GateOptions } from './options.ts';

/** One micro-batch beside continuous: each configuration takes a part of the time. */
const defaultIntervalsMs = [10];
/** A percentile needs so many records above it. */
const recordsAbove = 100;
/** A dozen units of this length are two minutes. */
const longestUnitMs = 10_000;

/** Fills in what the options leave open, but for the names of the two versions. */
export function gateSettings(
  workload: Workload,
  input: ExperimentInput<GateOptions>,
  engines: Engines,
): Omit<GateSettings, 'base' | 'head'> {
  const { options } = input;
  return {
    ...steadySettings(workload, input, engines, localConfigurations(workload, options, engines)),
    ratesPerSecond: options.rate ?? null,
    isChangeExpected: options.expectAnswerChange === true,
  };
}

export function objectivesSettings(
  workload: Workload,
  input: ExperimentInput<GateOptions> & { readonly objectives: readonly ObjectiveAtRate[] },
  engines: Engines,
): ObjectivesSettings {
  const configurations = localConfigurations(workload, input.options, engines);
  const shortestMs = Math.max(
    engines.limitsOf(configurations).shortestUnitMs,
    intervalsPerUnit * longestIntervalMs(configurations),
  );
  return {
    ...steadySettings(workload, input, engines, configurations),
    objectives: input.objectives.map((objective) => withLength(objective, shortestMs)),
  };
}

type SteadySettings = Omit<ObjectivesSettings, 'objectives'>;

function steadySettings(
  workload: Workload,
  input: ExperimentInput<GateOptions>,
  engines: Engines,
  configurations: readonly Configuration[],
): SteadySettings {
  return {
    ...sharedSettings(workload, input),
    configurations,
    load: 'constant',
    loadParameters: {},
    speed: null,
    warmUpMs: engines.limitsOf(configurations).warmUpMs(workload, longestIntervalMs(configurations), null),
    repetitions: 1,
    longestMs: input.options.maxMinutes * 60_000,
  };
}

function localConfigurations(workload: Workload, given: GateOptions, engines: Engines): Configuration[] {
  const isBatching = given.executor.includes('micro-batch');
  const options = isBatching ? { interval: defaultIntervalsMs, ...given } : given;
  const configurations = configurationsOf(options, (each) => engines.refusalOf(each, workload));
  if (configurations.every(({ engine }) => engine === 'local')) return configurations;
  const what = 'the gate measures with the local engine alone';
  throw new StreamBenchError({ kind: 'input', what, remedy: 'Leave --engine out.' });
}

function longestIntervalMs(configurations: readonly Configuration[]): number {
  return Math.max(...configurations.map(({ intervalMs }) => intervalMs ?? 0));
}

function withLength(objective: ObjectiveAtRate, shortestMs: number): ObjectiveAt {
  const { percentile, ratePerSecond } = objective;
  const neededMs = Math.ceil((1000 * recordsAbove) / percentiles[percentile] / ratePerSecond);
  if (neededMs <= longestUnitMs) return { ...objective, durationMs: Math.max(shortestMs, neededMs) };
  const neededSeconds = Math.ceil(neededMs / 1000);
  throw new StreamBenchError({
    kind: 'input',
    what: `for a ${percentileName(objective)} at ${ratePerSecond} records/s a unit would take ${neededSeconds} s`,
    remedy: 'Name a lower percentile, such as p90, or a higher rate.',
  });
}
