import { StreamBenchError } from '../../../errors.ts';
import { Child, endInWords } from '../../../processes/child.ts';
import { childProgram, sendToParent } from '../../../processes/child-program.ts';
import { treeUsage } from '../../../processes/tree-usage.ts';
import { innermostMessage } from '../broker/client-error.ts';
import { EarlyEnd } from '../broker/early-end.ts';
import type { Job, JobRequest } from './job.ts';

/** What the process of a job cannot go on with. */
export interface JobFailed {
  readonly kind: 'failed';
  readonly what: string;
  readonly stack?: string | undefined;
}

/**
 * A job in a process of Node.
 *
 * @param onMessage what else it says
 */
export function startNodeProcess(
  name: string,
  program: URL,
  request: JobRequest,
  onMessage: (message: unknown) => void = () => {},
): Job {
  const child = new Child(program, { serialization: 'advanced' });
  const problem = (what: string, stack?: string): StreamBenchError =>
    new StreamBenchError({ kind: 'environment', what: `${name} ${what}` }, new Error(stack));
  const end = new EarlyEnd(child.ended.then((ended) => problem(endInWords(ended))));
  child.onMessage((received) => {
    const message = received as JobFailed | { readonly kind?: unknown } | null;
    // A message of the pipeline file's own.
    if (message?.kind === undefined) return;
    if (isFailure(message)) end.report(problem(`failed: ${message.what}`, message.stack));
    else onMessage(message);
  });
  child.send(request);
  return {
    lost: end.lost,
    usage: () => (child.pid === undefined ? null : treeUsage([child.pid])),
    async stop() {
      end.stop();
      child.kill();
      await child.ended;
    },
  };
}

function isFailure(message: { readonly kind?: unknown }): message is JobFailed {
  return message.kind === 'failed';
}

/** The body of such a process: takes one request, works, and is ended by its parent. */
export function nodeJobProcess(work: (request: never) => Promise<void>): void {
  childProgram((request: never) => {
    work(request).catch((error: unknown) => {
      sendToParent({
        kind: 'failed',
        what: innermostMessage(error),
        stack: error instanceof Error ? error.stack : undefined,
      } satisfies JobFailed);
    });
  });
}
