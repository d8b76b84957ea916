import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readResult } from '../../src/results/read-result.ts';
import type { GateFindings } from '../../src/results/findings/gate.ts';
import { baseRef, makeRepository, pipelineFile } from './job-repository.ts';
import type { Job } from './job-row.ts';
import { jobArguments } from './job-settings.ts';
import type { PipelineVersion } from './pipeline-text.ts';

const streamBench = new URL('../../bin/stream-bench.js', import.meta.url).pathname;
/** With a regression the gate exits with 2. */
const exitCodes = [0, 2];

/** A gate as users have it: a repository of two commits, copies made anew, processes. */
export async function wholeJob(base: PipelineVersion, head: PipelineVersion, minutes: number): Promise<Job> {
  const startMs = performance.now();
  const folder = makeRepository(base, head);
  const out = join(folder, 'gate.json');
  const args = [join(folder, pipelineFile), '--base', baseRef, '--max-minutes', `${minutes}`, '--out', out, '--quiet'];
  try {
    await promisify(execFile)(process.execPath, [streamBench, 'gate', ...args, ...jobArguments]).catch(
      (error: Error & { readonly code?: unknown }) => {
        if (!exitCodes.includes(error.code as number)) throw error;
      },
    );
    const tookMinutes = (performance.now() - startMs) / 60_000;
    return { findings: readResult(out).result.findings as GateFindings, tookMinutes };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
