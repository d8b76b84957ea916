import type { Engines } from '../../engines/engines.ts';
import { StreamBenchError } from '../../errors.ts';
import { isTransaction } from '../../executors/commit-policy.ts';
import type { GateSettings } from '../../experiments/gate/gate-settings.ts';
import type { ObjectiveAt } from '../../experiments/gate/held-objective.ts';
import type { ObjectivesSettings } from '../../experiments/gate/hold-objectives.ts';
import { requireTimeForPairs, requireTimeForUnits } from '../../experiments/gate/least-time.ts';
import { requireMeasurable } from '../../experiments/gate/unit-size.ts';
import { percentileName, percentiles } from '../../experiments/objective.ts';
import type { Configuration } from '../../results/configuration.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentInput } from '../experiment/experiment-input.ts';
import { sharedSettings } from '../experiment/shared-settings.ts';
import { intervalsPerUnit, longestWait } from '../experiment/unit-length.ts';
import { configurationsOf } from '../options/configurations.ts';
import type { ObjectiveAtRate } from '../options/objective-option.ts';
import { defaultIntervalMs, type GateOptions } from './options.ts';

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
  const settings = {
    ...steadySettings(workload, input, engines, localConfigurations(workload, options, engines)),
    ratesPerSecond: options.rate ?? null,
    isChangeExpected: options.expectAnswerChange === true,
  };
  requireMeasurable(settings, engines);
  requireTimeForPairs(settings, engines);
  return settings;
}

export function objectivesSettings(
  workload: Workload,
  input: ExperimentInput<GateOptions> & { readonly objectives: readonly ObjectiveAtRate[] },
  engines: Engines,
): ObjectivesSettings {
  const configurations = localConfigurations(workload, input.options, engines);
  const shortestMs = Math.max(
    engines.limitsOf(configurations).shortestUnitMs,
    intervalsPerUnit * longestWait(configurations).ms,
  );
  const settings = {
    ...steadySettings(workload, input, engines, configurations),
    objectives: input.objectives.map((objective) => withLength(objective, shortestMs)),
  };
  requireTimeForUnits(settings);
  return settings;
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
    warmUpMs: engines.limitsOf(configurations).warmUpMs(workload, longestWait(configurations).ms, null),
    repetitions: 1,
    longestMs: input.options.maxMinutes * 60_000,
  };
}

function localConfigurations(workload: Workload, given: GateOptions, engines: Engines): Configuration[] {
  requireNoTransaction(given);
  const isBatching = given.executor.includes('micro-batch');
  const options = isBatching ? { interval: [defaultIntervalMs], ...given } : given;
  return configurationsOf(options, (each) => engines.refusalOf(each, workload));
}

function requireNoTransaction({ commit }: GateOptions): void {
  if (!commit.some(isTransaction)) return;
  const what = '--commit transaction is for engines between topics, and the gate measures in one process';
  throw new StreamBenchError({ kind: 'input', what, remedy: 'Write --commit invocation.' });
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
