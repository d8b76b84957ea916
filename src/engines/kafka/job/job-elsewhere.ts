import type { Job } from './job.ts';

/** A job that works on a cluster: what it uses there is not seen, and that of its process alone is a wrong figure. */
export function jobElsewhere(job: Job): Job {
  return { ...job, usage: () => null };
}
