import { guardOutputs, type OutputFile } from '../../files/output-guard.ts';
import { checkResultPath } from '../../results/result-file.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentOptions } from '../options/experiment-options.ts';
import { recordedOf, type ReplayOptions } from '../options/replay-options.ts';
import type { ExperimentInput } from './experiment-input.ts';

/**
 * Throws, before anything is measured, if an output of the experiment would replace one of its inputs or a file that is
 * not ours.
 *
 * @param path of the result; undefined if it is not saved
 */
export function guardExperiment(
  path: string | undefined,
  { workload: name, options }: ExperimentInput<ExperimentOptions & ReplayOptions>,
  workload: Workload,
): void {
  const inputs = inputsOf(name, workload);
  const others = deadLettersOf(options);
  const force = options.force === true;
  if (path === undefined) guardOutputs(others, { inputs, force });
  else checkResultPath(path, { inputs, others, force });
}

/** Files that a command reads for a workload. */
export function inputsOf(name: string, { source }: Workload): string[] {
  const recording = source.timeScale === null ? source.file?.path : undefined;
  // A name of a workload is no file, and then does no harm here.
  return [name, ...(recording === undefined ? [] : [recording])];
}

export function deadLettersOf(options: ReplayOptions): OutputFile[] {
  const badRecords = recordedOf(options).replay?.badRecords;
  if (typeof badRecords !== 'object') return [];
  return [{ path: badRecords.deadLetter, what: 'dead-letter file', isOurs: beginsWithLetter }];
}

function beginsWithLetter(beginning: string): boolean {
  return beginning.startsWith('{"file":');
}
