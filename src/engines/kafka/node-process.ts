import { StreamBenchError } from '../../errors.ts';
import { Child, endInWords } from '../../processes/child.ts';
import { treeUsage } from '../../processes/tree-usage.ts';
import type { JobRequest, RunningJob } from './job.ts';

/** What the process of a job cannot go on with. */
export interface JobFailed {
  readonly kind: 'failed';
  readonly what: string;
  readonly stack?: string | undefined;
}

/** A job in a process of Node. */
export async function startNodeProcess(name: string, program: URL, request: JobRequest): Promise<RunningJob> {
  const child = new Child(program, { serialization: 'advanced' });
  const lost = Promise.withResolvers<StreamBenchError>();
  const lose = (what: string, stack?: string): void =>
    lost.resolve(new StreamBenchError({ kind: 'environment', what: `${name} ${what}` }, new Error(stack)));
  let isStopped = false;
  child.onMessage((received) => {
    const message = received as JobFailed | null;
    if (message?.kind === 'failed') lose(`failed: ${message.what}`, message.stack);
  });
  void child.ended.then((end) => {
    if (!isStopped) lose(endInWords(end));
  });
  child.send(request);
  const stop = async (): Promise<void> => {
    isStopped = true;
    child.kill();
    await child.ended;
  };
  const usage = () => (child.pid === undefined ? null : treeUsage([child.pid]));
  return { guarantee: 'at-least-once', job: { usage, lost: lost.promise, stop } };
}

/** The body of such a process: takes one request, works, and is ended by its parent. */
export function nodeJobProcess(work: (request: JobRequest) => Promise<void>): void {
  // Kept before a pipeline file could replace it.
  const send = process.send!.bind(process);
  process.once('disconnect', () => process.exit());
  // Ctrl-C reaches all processes of a terminal. Only the parent decides how a unit ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  process.once('message', (request: JobRequest) => {
    work(request).catch((error: unknown) => {
      const what = error instanceof Error ? error.message : String(error);
      send({ kind: 'failed', what, stack: error instanceof Error ? error.stack : undefined } satisfies JobFailed);
    });
  });
}
