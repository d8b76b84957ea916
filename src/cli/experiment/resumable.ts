import { createHash } from 'node:crypto';
import { StreamBenchError } from '../../errors.ts';
import type { Outcome } from '../../experiments/outcome.ts';
import type { ExperimentTools } from '../../experiments/tools.ts';
import { openJournal, type Resumable } from '../../experiments/unit-journal.ts';
import { filePlace } from '../../files/file-place.ts';
import { JournalFile } from '../../files/journal-file.ts';
import { unitCount } from '../../results/quantity.ts';
import type { DeliverableOutcome } from './perform-experiment.ts';

/** Tools that return the units of earlier starts. */
export type ResumedTools = ExperimentTools & { readonly earlierUnits: number };

/**
 * Performs an experiment that resumes where an earlier start of the same one was interrupted: each finished unit is
 * kept in a file beside the result. The file is removed with the delivery of the result, or if it has no units. Without
 * a file for the result nothing is kept.
 *
 * @param dependsOn everything that the units depend on, except the machine and the tool
 * @param good which units of earlier starts are kept; by default all
 */
export async function resumable(
  resultPath: string | undefined,
  dependsOn: object,
  tools: ExperimentTools,
  notify: (text: string) => void,
  perform: (tools: ResumedTools) => Promise<Outcome>,
  good?: Resumable,
): Promise<DeliverableOutcome> {
  if (resultPath === undefined || filePlace(resultPath).kind === 'stream')
    return perform({ ...tools, earlierUnits: 0 });
  const file = new JournalFile(`${resultPath}.units`);
  const journal = openJournal(file, digestOf(dependsOn, tools), tools.startedAt, tools.measure, good);
  const { startedAt, earlierUnits, measure } = journal;
  if (earlierUnits > 0) notify(`Resuming after ${unitCount(earlierUnits)} in ${file.path}.\n`);
  const { result, problem } = await perform({ ...tools, startedAt, earlierUnits, measure }).finally(() => {
    if (journal.units() === 0) file.remove();
  });
  return {
    result,
    problem: problem && withResumption(problem, journal.units(), resultPath),
    onDelivered: () => file.remove(),
  };
}

/** Without the time of an fsync, which differs at each start. */
function digestOf(dependsOn: object, { machine, tool }: ExperimentTools): string {
  const all = { ...dependsOn, machine: { ...machine, fsyncMicros: null }, ...tool };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/** Adds to the remedy how to resume with the units that are kept. */
function withResumption(error: StreamBenchError, units: number, resultPath: string): StreamBenchError {
  if (units === 0) return error;
  const kept = `${unitCount(units)} ${units === 1 ? 'is' : 'are'} kept`;
  const resumption = `${kept}: to resume, give the same options again, with --out ${resultPath}.`;
  const { remedy } = error.problem;
  return new StreamBenchError(
    { ...error.problem, remedy: remedy === undefined ? resumption : `${remedy} ${resumption}` },
    error.cause,
  );
}
