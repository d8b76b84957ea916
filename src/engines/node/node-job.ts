import type { StartJob } from '../kafka/job.ts';
import { startNodeProcess } from '../kafka/node-process.ts';

const program = new URL(`./node-job-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Starts the plan's own step as a consumer of the input topic and a producer of the output topic. */
export const startNodeJob: StartJob = async (request) => {
  const running = await startNodeProcess('the Node job', program, request);
  return { ...running, guarantee: request.spec.configuration.commit === 'none' ? 'none' : 'at-least-once' };
};
