import { readFileSync, statSync } from 'node:fs';
import { isPipelineFile } from '../../workloads/load-workload.ts';
import type { RecordedSource } from '../../sources/source.ts';
import type { Workload } from '../../workloads/workload.ts';

/** What decides on the records besides the settings: the text of the pipeline file, and the state of a recording. */
export function recordSource(nameOrPath: string, workload: Workload): object {
  const file = recordedFileOf(workload);
  return {
    pipeline: isPipelineFile(nameOrPath) ? readFileSync(nameOrPath, 'utf8') : null,
    recording: file === undefined ? null : stateOf(file.path),
  };
}

/** The recording that the records come from; undefined where there is none. */
export function recordedFileOf({ source }: Workload): RecordedSource['file'] {
  return source.timeScale === null ? source.file : undefined;
}

function stateOf(path: string): object {
  const { size, mtimeMs } = statSync(path);
  return { size, mtimeMs };
}
