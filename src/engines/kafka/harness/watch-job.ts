import { watchResources } from '../../../measurement/machine/resources.ts';
import type { Job } from '../job/job.ts';
import type { JobUsage } from './messages.ts';

/** Between two looks at the memory of a job. */
const usageMs = 200;

/** What a job uses, and what the hypervisor takes meanwhile, from now until the call of the function returned. */
export function watchJob(job: Job, ended: AbortSignal): () => JobUsage {
  const resources = watchResources();
  const [before, fromMs] = [job.usage(), Date.now()];
  let peakRssBytes: number | null = null;
  const look = (): void => {
    const rssBytes = job.usage()?.rssBytes;
    if (rssBytes !== undefined) peakRssBytes = Math.max(peakRssBytes ?? 0, rssBytes);
  };
  const looking = setInterval(look, usageMs).unref();
  ended.addEventListener('abort', () => clearInterval(looking));
  return () => {
    clearInterval(looking);
    const after = job.usage();
    const cpuNanos = before === null || after === null ? null : after.cpuNanos - before.cpuNanos;
    const microBatches = job.microBatches?.(fromMs, Date.now());
    return { cpuNanos, peakRssBytes, stolenMicros: resources().stolenMicros, microBatches };
  };
}
