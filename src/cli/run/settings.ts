import type { Engines } from '../../engines/engines.ts';
import { StreamBenchError } from '../../errors.ts';
import type { RunSettings } from '../../experiments/run/run.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentInput } from '../experiment/experiment-input.ts';
import { sharedSettings } from '../experiment/shared-settings.ts';
import { checkDuration, defaultDuration, longestWait } from '../experiment/unit-length.ts';
import { configurationsOf } from '../options/configurations.ts';
import { defaultMaxMinutes, type RunOptions } from './options.ts';
import { requireEnd, scheduleOf } from './schedule.ts';

/** Fills in what the options leave open. Throws if they contradict each other. */
export function runSettings(workload: Workload, input: ExperimentInput<RunOptions>, engines: Engines): RunSettings {
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
    precision: precisionOf(options),
    ...sharedSettings(workload, input),
  };
}

function precisionOf({ precision, maxMinutes }: RunOptions): RunSettings['precision'] {
  if (precision !== undefined) return { ...precision, longestMs: (maxMinutes ?? defaultMaxMinutes) * 60_000 };
  if (maxMinutes === undefined) return null;
  const what = '--max-minutes limits the time for --precision, which is not given';
  throw new StreamBenchError({ kind: 'input', what, remedy: 'Add one, such as --precision p99=5%.' });
}
