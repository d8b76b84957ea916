import { watchResources } from '../../../measurement/machine/resources.ts';
import type { Job } from '../job/job.ts';
import type { JobUsage } from './messages.ts';

/** Between two looks at what a job uses. */
const usageMs = 200;

export interface JobWatch {
  /** The job has shown something new. */
  readonly progressed: () => void;
  /** Ends the watch. */
  readonly usage: () => JobUsage;
}

/**
 * Watches what a job uses, and what the hypervisor takes meanwhile. Its processor time is that up to the first look
 * after it has shown the last thing: a look at each of them would disturb the job.
 */
export function watchJob(job: Job, ended: AbortSignal): JobWatch {
  const resources = watchResources();
  const [before, fromMs] = [job.usage(), Date.now()];
  let peakRssBytes: number | null = null;
  let [after, hasProgressed] = [before, true];
  const look = (): void => {
    const usage = job.usage();
    if (usage !== null) peakRssBytes = Math.max(peakRssBytes ?? 0, usage.rssBytes);
    if (hasProgressed) [after, hasProgressed] = [usage, false];
  };
  const looking = setInterval(look, usageMs).unref();
  ended.addEventListener('abort', () => clearInterval(looking));
  return {
    progressed: () => (hasProgressed = true),
    usage: () => {
      clearInterval(looking);
      look();
      const cpuNanos = before === null || after === null ? null : after.cpuNanos - before.cpuNanos;
      const microBatches = job.microBatches?.(fromMs, Date.now());
      return { cpuNanos, peakRssBytes, stolenMicros: resources().stolenMicros, microBatches };
    },
  };
}
