import type { Engines } from '../../engines/engines.ts';
import type { ExperimentSettings } from '../../experiments/settings.ts';
import type { Workload } from '../../workloads/workload.ts';
import { defaultExecutors } from '../options/configuration-options.ts';
import type { RunOptions } from '../run/options.ts';
import { runSettings } from '../run/settings.ts';
import type { ShowOptions } from './options.ts';

/** What `run` would measure with the same options, because its records depend on the longest interval too. */
export function showSettings(
  workload: Workload,
  nameOrPath: string,
  options: ShowOptions,
  engines: Engines,
): ExperimentSettings {
  const isRecorded = workload.source.timeScale === null;
  // When recorded records arrive makes no difference to the answer.
  const atOnce = isRecorded && options.rate === undefined && options.load === undefined ? { rate: Infinity } : {};
  const runOptions: RunOptions = {
    ...options,
    ...atOnce,
    executor: defaultExecutors,
    commit: ['invocation'],
    repeat: 1,
    sink: 'none',
    sync: 'normal',
    wait: 'park',
    payload: 'columns',
    save: false,
  };
  return runSettings(workload, { workload: nameOrPath, options: runOptions, commandLine: '' }, engines);
}
