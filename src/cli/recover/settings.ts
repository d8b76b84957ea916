import type { Engines } from '../../engines/engines.ts';
import { StreamBenchError } from '../../errors.ts';
import type { RecoverSettings } from '../../experiments/recover/recover.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentInput } from '../experiment/experiment-input.ts';
import { sharedSettings } from '../experiment/shared-settings.ts';
import { longestWait } from '../experiment/unit-length.ts';
import { configurationsOf } from '../options/configurations.ts';
import type { RecoverOptions } from './options.ts';

/** Throws if the options contradict each other. */
export function recoverSettings(
  workload: Workload,
  input: ExperimentInput<RecoverOptions>,
  engines: Engines,
): RecoverSettings {
  checkBurst(input.options);
  const configurations = configurationsOf(input.options, (each) => engines.refusalOf(each, workload));
  return {
    configurations,
    warmUpMs: engines.limitsOf(configurations).warmUpMs(workload, longestWait(configurations).ms, null),
    repetitions: input.options.repeat,
    ...sharedSettings(workload, input),
  };
}

function checkBurst({ rate, peak, burst, after }: RecoverOptions): void {
  if (burst <= 0) throw new StreamBenchError({ kind: 'input', what: '--burst must be above 0' });
  if (after !== undefined && after <= 0) throw new StreamBenchError({ kind: 'input', what: '--after must be above 0' });
  if (peak !== undefined && peak <= rate) {
    throw new StreamBenchError({
      kind: 'input',
      what: `--peak ${peak} is not above --rate ${rate}, so there is no burst`,
      remedy: 'Raise --peak, or leave it out.',
    });
  }
}
