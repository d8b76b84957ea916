import { holdObjectives } from '../../experiments/gate/hold-objectives.ts';
import { planDigest } from '../../pipeline/plan-digest.ts';
import type { ExperimentInput } from '../experiment/experiment-input.ts';
import { notifier } from '../experiment/notifier.ts';
import { performExperiment } from '../experiment/perform-experiment.ts';
import { recordSource } from '../experiment/record-source.ts';
import { resumable } from '../experiment/resumable.ts';
import type { ObjectiveAtRate } from '../options/objective-option.ts';
import type { Terminal } from '../terminal.ts';
import { controlTools } from './control-tools.ts';
import { withReports } from './gate-reports.ts';
import type { GateOptions } from './options.ts';
import { objectivesSettings } from './settings.ts';

type ObjectivesInput = ExperimentInput<GateOptions> & { readonly objectives: readonly ObjectiveAtRate[] };

/** Holds the pipeline to latencies at rates. Resumes the same gate if it was interrupted. */
export async function gateObjectives(input: ObjectivesInput, terminal: Terminal): Promise<number> {
  const { workload: name, options, objectives } = input;
  return performExperiment(
    {
      name: 'gate',
      settings: (workload, given, engines) => objectivesSettings(workload, { ...given, objectives }, engines),
      measure: async (settings, workload, tools, resultPath) => {
        const startMs = tools.now();
        const own = { settings: { ...settings, command: '', longestMs: 0 }, plan: planDigest(workload.plan) };
        const dependsOn = { ...own, ...recordSource(name, workload) };
        const outcome = await resumable(resultPath, dependsOn, tools, notifier(options, terminal), async (resumed) =>
          holdObjectives(settings, workload, { ...resumed, ...controlTools, startMs }),
        );
        return withReports(outcome, name, options, terminal);
      },
    },
    input,
    terminal,
  );
}
