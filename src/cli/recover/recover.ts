import { recover as recoverExperiment } from '../../experiments/recover/recover.ts';
import type { ExperimentCall } from '../experiment/experiment-input.ts';
import { performExperiment } from '../experiment/perform-experiment.ts';
import type { RecoverOptions } from './options.ts';
import { recoverSettings } from './settings.ts';

export const recover: ExperimentCall<RecoverOptions> = async (input, terminal) => {
  const { rate, peak, burst, after } = input.options;
  const wishes = { basePerSecond: rate, peakPerSecond: peak, burstMs: burst, afterMs: after };
  return performExperiment(
    {
      name: 'recover',
      sharesRecords: true,
      settings: recoverSettings,
      measure: async (settings, workload, tools) => recoverExperiment(wishes, settings, workload, tools),
    },
    input,
    terminal,
  );
};
