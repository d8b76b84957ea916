import type { Engines } from '../../engines/engines.ts';
import { StreamBenchError } from '../../errors.ts';
import { checkGrid } from '../../experiments/sweep/grid.ts';
import type { SweepSettings } from '../../experiments/sweep/sweep-settings.ts';
import type { Configuration } from '../../results/configuration.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentInput } from '../experiment/experiment-input.ts';
import { sharedSettings } from '../experiment/shared-settings.ts';
import { checkDuration, defaultDuration, longestWait } from '../experiment/unit-length.ts';
import { configurationsOf, type RefusalOf } from '../options/configurations.ts';
import type { SweepOptions } from './options.ts';

/** Fills in what the options leave open. Throws if they contradict each other, or ask for more than memory holds. */
export function sweepSettings(
  workload: Workload,
  input: ExperimentInput<SweepOptions>,
  engines: Engines,
): SweepSettings {
  const { load, rates, objective, rate, duration, repeat } = input.options;
  checkObjective(input.options);
  const configurations = sweptConfigurations(input.options, (each) => engines.refusalOf(each, workload));
  const longest = longestWait(configurations);
  const limits = engines.limitsOf(configurations);
  const schedule = { load, loadParameters: {}, ratePerSecond: null, speed: null };
  const durationMs = duration ?? defaultDuration(schedule, longest.ms, limits.shortestUnitMs);
  checkDuration(durationMs, longest);
  const settings: SweepSettings = {
    configurations,
    ...schedule,
    rates: rates === undefined ? null : rates.toSorted((left, right) => left - right),
    objective: objective ?? null,
    askedRate: rate ?? null,
    durationMs,
    isDurationGiven: duration !== undefined,
    warmUpMs: limits.warmUpMs(workload, longest.ms, null),
    repetitions: repeat,
    ...sharedSettings(workload, input),
  };
  checkGrid(settings, [...(rates ?? []), ...(rate === undefined ? [] : [rate])], {
    count: limits.maxRecords,
    fillRecords: 0,
    recording: null,
  });
  return settings;
}

/**
 * By default all configurations commit with each invocation, and the local continuous is measured with commits in
 * epochs too: it separates the gain of batching commits from that of batching invocations.
 */
function sweptConfigurations({ commit, ...options }: SweepOptions, refusalOf: RefusalOf): Configuration[] {
  if (commit !== undefined) return configurationsOf({ ...options, commit }, refusalOf);
  return configurationsOf({ ...options, commit: ['invocation'] }, refusalOf).flatMap((configuration) =>
    configuration.engine === 'local' && configuration.executor === 'continuous'
      ? [configuration, { ...configuration, commit: 'epoch:100ms' }]
      : [configuration],
  );
}

function checkObjective({ rate, objective }: SweepOptions): void {
  if (rate === undefined || objective !== undefined) return;
  throw new StreamBenchError({
    kind: 'input',
    what: '--rate is the load at which an objective is to hold, and there is no --objective',
    remedy: 'Add one, such as --objective p99=50ms, or write --rates.',
  });
}
