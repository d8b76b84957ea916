import { readFileSync, statSync } from 'node:fs';
import { isPipelineFile } from '../../workloads/load-workload.ts';
import type { Workload } from '../../workloads/workload.ts';

/** What decides on the records besides the settings: the text of the pipeline file, and the state of a recording. */
export function recordSource(nameOrPath: string, { source }: Workload): object {
  const file = source.timeScale === null ? source.file : undefined;
  return {
    pipeline: isPipelineFile(nameOrPath) ? readFileSync(nameOrPath, 'utf8') : null,
    recording: file === undefined ? null : stateOf(file.path),
  };
}

function stateOf(path: string): object {
  const { size, mtimeMs } = statSync(path);
  return { size, mtimeMs };
}
