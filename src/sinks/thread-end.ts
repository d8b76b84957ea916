import type { Worker } from 'node:worker_threads';

/**
 * How often a wait for another thread looks whether that one is still there. Only its end ends the wait, and no time
 * without progress: a commit may take a slow disk seconds.
 */
export const lookEveryMs = 100;

/**
 * Whether a thread has ended since, for whatever reason: an exit, an error, no memory. Events tell it too, but not while
 * this thread waits. Of a thread that is no more Node says at once that its event loop has been idle for −1 ms, but only
 * if it was asked before, and that it has never been active once the event loop of this thread has turned.
 *
 * @param worker has told that it is online
 */
export function watchEnd(worker: Worker): () => boolean {
  const hasEnded = (): boolean => {
    const { idle, active } = worker.performance.eventLoopUtilization();
    return idle < 0 || active === 0;
  };
  hasEnded();
  return hasEnded;
}
