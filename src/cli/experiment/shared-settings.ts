import type { ExperimentSettings } from '../../experiments/settings.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentOptions } from '../options/experiment-options.ts';
import { recordShapeOf } from '../options/record-options.ts';
import { recordedOf, type ReplayOptions } from '../options/replay-options.ts';
import { sinkOf } from '../options/sink-options.ts';
import type { ExperimentInput } from './experiment-input.ts';

type SharedSettings = Pick<
  ExperimentSettings,
  'command' | 'workload' | 'replay' | 'loop' | 'sink' | 'sync' | 'wait' | 'records' | 'payload' | 'seed'
>;

/** The settings that all experiments take from their options alike. Throws if options contradict each other. */
export function sharedSettings(
  workload: Workload,
  { workload: name, options, commandLine }: ExperimentInput<ExperimentOptions & ReplayOptions>,
): SharedSettings {
  return {
    command: commandLine,
    workload: name,
    ...recordedOf(options),
    ...sinkOf(options),
    records: recordShapeOf(workload, options),
    payload: options.payload,
    seed: options.seed,
  };
}
