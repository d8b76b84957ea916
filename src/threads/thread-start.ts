import { Worker, type Transferable } from 'node:worker_threads';

export interface StartedThread {
  readonly worker: Worker;
  /** Its first message; undefined if it has ended before. */
  readonly first: unknown;
}

/**
 * Starts a thread, and waits until it is online, as `watchEnd` needs, and has sent its first message. Also returns if
 * it has ended before: then the reason is where the thread puts it.
 */
export async function startThread(
  program: URL,
  workerData: unknown,
  transferList: readonly Transferable[],
): Promise<StartedThread> {
  const worker = new Worker(program, { workerData, transferList: [...transferList] });
  const ended = Promise.withResolvers<unknown>();
  worker.once('exit', ended.resolve);
  // The listener stays: without one, a later error would be an uncaught exception.
  worker.on('error', ended.resolve);
  const both = ['online', 'message'].map(async (event) => new Promise((resolve) => worker.once(event, resolve)));
  const messages = await Promise.race([ended.promise.then(() => []), Promise.all(both)]);
  return { worker, first: messages[1] };
}
