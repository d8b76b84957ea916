import { capacity as capacityExperiment } from '../../experiments/capacity/capacity.ts';
import type { ExperimentCall } from '../experiment/experiment-input.ts';
import { performExperiment } from '../experiment/perform-experiment.ts';
import type { CapacityOptions } from './options.ts';
import { capacitySettings } from './settings.ts';

export const capacity: ExperimentCall<CapacityOptions> = async (input, terminal) =>
  performExperiment({ name: 'capacity', settings: capacitySettings, measure: capacityExperiment }, input, terminal);
