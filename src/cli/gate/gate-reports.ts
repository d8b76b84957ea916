import { resolve } from 'node:path';
import { escapeAllControls } from '../../control-characters.ts';
import { githubAnnotation } from '../../reports/github-annotation.ts';
import { resultText } from '../../results/result-text.ts';
import { isPipelineFile } from '../../workloads/load-workload.ts';
import type { DeliverableOutcome } from '../experiment/perform-experiment.ts';
import { reportPlaces, reportsOf } from '../report/formats.ts';
import { requireWritable, writeOutputs } from '../report/outputs.ts';
import type { Terminal } from '../terminal.ts';
import type { GateOptions } from './options.ts';

/** Throws, before anything is measured, if a report would replace an input, the result, or a file that is not ours. */
export function requireReportPlaces(workload: string, options: GateOptions): void {
  requireWritable(reportPlaces(options), inputsOf(workload, options), options.force === true);
}

/** Writes the reports that are asked for once the result is delivered. */
export function withReports(
  outcome: DeliverableOutcome,
  workload: string,
  options: GateOptions,
  { stderr }: Terminal,
): DeliverableOutcome {
  const { result } = outcome;
  return {
    ...outcome,
    onDelivered: () => {
      outcome.onDelivered?.();
      if (result === undefined) return;
      const file = { path: options.out ?? 'gate.json', text: resultText(result), result };
      writeOutputs(reportsOf([file], options), inputsOf(workload, options), options.force === true);
      if (options.github === true)
        stderr.write(
          githubAnnotation(escapeAllControls(result), isPipelineFile(workload) ? resolve(workload) : undefined),
        );
    },
  };
}

function inputsOf(workload: string, { out }: GateOptions): string[] {
  return [workload, ...(out === undefined ? [] : [out])];
}
