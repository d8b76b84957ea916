import type { Engines } from '../../engines/engines.ts';
import type { ExperimentSettings } from '../../experiments/settings.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentInput } from '../experiment/experiment-input.ts';
import { sharedSettings } from '../experiment/shared-settings.ts';
import { checkDuration, defaultDuration, longestWait } from '../experiment/unit-length.ts';
import { configurationsOf } from '../options/configuration-options.ts';
import type { RunOptions } from './options.ts';
import { requireEnd, scheduleOf } from './schedule.ts';

/** Fills in what the options leave open. Throws if they contradict each other. */
export function runSettings(
  workload: Workload,
  input: ExperimentInput<RunOptions>,
  engines: Engines,
): ExperimentSettings {
  const { options } = input;
  const configurations = configurationsOf(options, (each) => engines.refusalOf(each, workload));
  const limits = engines.limitsOf(configurations);
  const longest = longestWait(configurations);
  const isRecorded = workload.source.timeScale === null;
  const schedule = scheduleOf(options, isRecorded);
  if (options.loop === true) requireEnd(schedule);
  const hasEnd = isRecorded && options.loop !== true;
  const durationMs = options.duration ?? (hasEnd ? null : defaultDuration(schedule, longest.ms, limits.shortestUnitMs));
  if (durationMs !== null) checkDuration(durationMs, longest);
  return {
    configurations,
    ...schedule,
    durationMs,
    warmUpMs: limits.warmUpMs(workload, longest.ms, schedule.speed),
    repetitions: options.repeat,
    ...sharedSettings(workload, input),
  };
}
