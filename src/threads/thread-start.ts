import { Worker, type Transferable } from 'node:worker_threads';

/**
 * Starts a thread, and waits until it is online, as `watchEnd` needs, and has sent its first message: `started`. Also
 * returns if it has ended before: then the reason is where the thread puts it.
 */
export async function startThread(
  program: URL,
  workerData: unknown,
  transferList: readonly Transferable[],
): Promise<Worker> {
  const worker = new Worker(program, { workerData, transferList: [...transferList] });
  const ended = Promise.withResolvers<unknown>();
  worker.once('exit', ended.resolve);
  // The listener stays: without one, a later error would be an uncaught exception.
  worker.on('error', ended.resolve);
  const both = ['online', 'message'].map(async (event) => new Promise((resolve) => worker.once(event, resolve)));
  await Promise.race([ended.promise, Promise.all(both)]);
  return worker;
}
