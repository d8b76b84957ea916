import { sweep as sweepExperiment } from '../../experiments/sweep/sweep.ts';
import { planDigest } from '../../pipeline/plan-digest.ts';
import { configurationName } from '../../results/configuration.ts';
import { thousands } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import type { ExperimentCall } from '../experiment/experiment-input.ts';
import { notifier } from '../experiment/notifier.ts';
import { performExperiment } from '../experiment/perform-experiment.ts';
import { recordSource } from '../experiment/record-source.ts';
import { resumable } from '../experiment/resumable.ts';
import type { SweepOptions } from './options.ts';
import { sweepSettings } from './settings.ts';

/** Resumes the same sweep if it was interrupted. */
export const sweep: ExperimentCall<SweepOptions> = async (input, terminal) => {
  return performExperiment(
    {
      name: 'sweep',
      sharesRecords: true,
      settings: sweepSettings,
      measure: async (settings, workload, tools, resultPath) => {
        const options = optionsOfUnits(input.options);
        const program = { options, plan: planDigest(workload.plan), ...recordSource(input.workload, workload) };
        const dependsOn = { settings: { ...settings, command: '' }, ...program };
        const notify = notifier(input.options, terminal);
        return resumable(resultPath, dependsOn, tools, notify, async (resumed) =>
          sweepExperiment(settings, workload, resumed),
        );
      },
      unitName,
    },
    input,
    terminal,
  );
};

/** Options that say where the result goes, and how it is shown: they decide on no unit. */
const ofResult: readonly string[] = ['out', 'force', 'json', 'quiet', 'strict', 'save'];

/** In one order, whatever the order in which they are given. */
function optionsOfUnits(options: SweepOptions): [name: string, value: unknown][] {
  const own = Object.entries(options).filter(([name]) => !ofResult.includes(name));
  return own.toSorted(([left], [right]) => (left < right ? -1 : 1));
}

function unitName(unit: Unit): string {
  return `${configurationName(unit)}, ${thousands(unit.offeredRate!)}/s`.padEnd(30);
}
