import { createHash } from 'node:crypto';
import { StreamBenchError } from '../../errors.ts';
import type { SweepSettings } from '../../experiments/sweep/sweep-settings.ts';
import { sweep as sweepExperiment } from '../../experiments/sweep/sweep.ts';
import type { ExperimentTools } from '../../experiments/tools.ts';
import { openJournal } from '../../experiments/unit-journal.ts';
import { filePlace } from '../../files/file-place.ts';
import { JournalFile } from '../../files/journal-file.ts';
import { planDigest } from '../../pipeline/plan-digest.ts';
import { configurationName } from '../../results/configuration.ts';
import { thousands } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentCall } from '../experiment/experiment-input.ts';
import { performExperiment, type DeliverableOutcome } from '../experiment/perform-experiment.ts';
import type { SweepOptions } from './options.ts';
import { sweepSettings } from './settings.ts';

/** Resumes the same sweep if it was interrupted. */
export const sweep: ExperimentCall<SweepOptions> = async (input, terminal) => {
  const notify = (text: string): void => {
    if (input.options.quiet !== true) terminal.stderr.write(text);
  };
  return performExperiment(
    {
      name: 'sweep',
      settings: sweepSettings,
      measure: async (settings, workload, tools, resultPath) =>
        resultPath === undefined || filePlace(resultPath).kind === 'stream'
          ? sweepExperiment(settings, workload, { ...tools, earlierUnits: 0 })
          : sweepWithJournal(settings, workload, tools, resultPath, notify),
      unitName,
    },
    input,
    terminal,
  );
};

function unitName(unit: Unit): string {
  return `${configurationName(unit)}, ${thousands(unit.offeredRate!)}/s`.padEnd(30);
}

/**
 * Keeps each finished unit in a file beside the result, and takes the units that an earlier start left there. The file
 * is removed with the delivery of the result, or if it has no units.
 */
async function sweepWithJournal(
  settings: SweepSettings,
  workload: Workload,
  tools: ExperimentTools,
  resultPath: string,
  notify: (text: string) => void,
): Promise<DeliverableOutcome> {
  const file = new JournalFile(`${resultPath}.units`);
  const journal = openJournal(file, digestOf(settings, workload, tools), tools.startedAt, tools.measure);
  const { startedAt, earlierUnits, measure } = journal;
  if (earlierUnits > 0) notify(`Resuming after the ${earlierUnits} units in ${file.path}.\n`);
  const resumed = { ...tools, startedAt, earlierUnits, measure };
  const { result, problem } = await sweepExperiment(settings, workload, resumed).finally(() => {
    if (journal.units() === 0) file.remove();
  });
  return {
    result,
    problem: problem && withResumption(problem, journal.units(), resultPath),
    onDelivered: () => file.remove(),
  };
}

/** Covers all that the units depend on, except the time of an fsync, which differs at each start. */
function digestOf(settings: SweepSettings, { plan }: Workload, { machine, tool }: ExperimentTools): string {
  const all = {
    settings: { ...settings, command: '' },
    plan: planDigest(plan),
    machine: { ...machine, fsyncMicros: null },
    ...tool,
  };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/** Adds to the remedy how to resume the sweep with the units that are kept. */
function withResumption(error: StreamBenchError, units: number, resultPath: string): StreamBenchError {
  if (units === 0) return error;
  const resumption = `${units} units are kept: to resume, give the same options again, with --out ${resultPath}.`;
  const { remedy } = error.problem;
  return new StreamBenchError(
    { ...error.problem, remedy: remedy === undefined ? resumption : `${remedy} ${resumption}` },
    error.cause,
  );
}
