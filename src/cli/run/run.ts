import { run as runExperiment } from '../../experiments/run/run.ts';
import type { ExperimentCall } from '../experiment/experiment-input.ts';
import { performExperiment } from '../experiment/perform-experiment.ts';
import type { RunOptions } from './options.ts';
import { runSettings } from './settings.ts';

export const run: ExperimentCall<RunOptions> = async (input, terminal) =>
  performExperiment(
    { name: 'run', sharesRecords: true, settings: runSettings, measure: runExperiment },
    input,
    terminal,
  );
