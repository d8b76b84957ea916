import { StreamBenchError } from '../../errors.ts';
import { Child, endInWords } from '../../processes/child.ts';
import { treeUsage } from '../../processes/tree-usage.ts';
import type { StartJob } from '../kafka/job.ts';

/** From the process, where it cannot go on. */
export interface NodeJobFailed {
  readonly kind: 'failed';
  readonly what: string;
  readonly stack?: string | undefined;
}

const program = new URL(`./node-job-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Starts the plan's own step as a consumer of the input topic and a producer of the output topic. */
export const startNodeJob: StartJob = async (request) => {
  const child = new Child(program, { serialization: 'advanced' });
  const lost = Promise.withResolvers<StreamBenchError>();
  let isStopped = false;
  child.onMessage((received) => {
    const message = received as NodeJobFailed | null;
    if (message?.kind !== 'failed') return;
    const what = `the Node job failed: ${message.what}`;
    lost.resolve(new StreamBenchError({ kind: 'environment', what }, new Error(message.stack)));
  });
  void child.ended.then((end) => {
    if (!isStopped)
      lost.resolve(new StreamBenchError({ kind: 'environment', what: `the Node job ${endInWords(end)}` }));
  });
  child.send(request as never);
  const stop = async (): Promise<void> => {
    isStopped = true;
    child.kill();
    await child.ended;
  };
  const usage = () => (child.pid === undefined ? null : treeUsage([child.pid]));
  const guarantee = request.spec.configuration.commit === 'none' ? 'none' : 'at-least-once';
  return { guarantee, job: { usage, lost: lost.promise, stop } };
};
