import { rmSync } from 'node:fs';
import { filePlace } from '../../files/file-place.ts';
import { guardOutputs, type OutputFile } from '../../files/output-guard.ts';
import { checkResultPath } from '../../results/result-file.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentOptions } from '../options/experiment-options.ts';
import type { ExperimentInput } from './experiment-input.ts';
import { recordedFileOf } from './record-source.ts';

/** Options that name files. The name of a workload is no file, and then does no harm. */
type GuardedOptions = ExperimentOptions & { readonly template?: string; readonly kafkaProperties?: string };

/**
 * Throws, before anything is measured, if an output of the experiment would replace one of its inputs or a file that is
 * not ours.
 *
 * @param path of the result; undefined if it is not saved
 */
export function guardExperiment(
  path: string | undefined,
  { workload: name, options }: ExperimentInput<GuardedOptions>,
  workload: Workload,
): void {
  const { template, kafkaProperties } = options;
  const inputs = inputsOf(workload, name, template, kafkaProperties);
  const others = deadLettersOf(workload);
  const force = options.force === true;
  if (path === undefined) guardOutputs(others, { inputs, force });
  else checkResultPath(path, { inputs, others, force });
}

/** The files that a command reads: those that are named, and the recording of the workload. */
export function inputsOf(workload: Workload, ...named: readonly (string | undefined)[]): string[] {
  return [...named, recordedFileOf(workload)?.path].filter((path) => path !== undefined);
}

export function deadLettersOf(workload: Workload): OutputFile[] {
  const badRecords = recordedFileOf(workload)?.badRecords;
  if (typeof badRecords !== 'object') return [];
  return [{ path: badRecords.deadLetter, what: 'dead-letter file', isOurs: beginsWithLetter }];
}

/** Removes the letters of an earlier command: units keep those of the longest read. */
export function clearDeadLetters(workload: Workload): void {
  for (const { path } of deadLettersOf(workload)) {
    const place = filePlace(path);
    if (place.kind === 'file') rmSync(place.path);
  }
}

function beginsWithLetter(beginning: string): boolean {
  return beginning.startsWith('{"file":');
}
