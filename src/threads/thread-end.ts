import type { Worker } from 'node:worker_threads';

/**
 * How often a wait for another thread checks that the thread is still there. A wait ends only when the thread has
 * ended, not after some time without progress: on a slow disk a commit may take seconds.
 */
export const livenessCheckMs = 100;

/**
 * Returns a function that says whether a thread has ended, for whatever reason: an exit, an error, no memory.
 * Events say so too, but do not arrive while this thread waits. Once a thread has ended, Node reports at once that its
 * event loop was idle for −1 ms, but only if it was asked before, and that the loop was never active as soon as the
 * event loop of this thread has turned.
 *
 * @param worker has emitted 'online'
 */
export function watchEnd(worker: Worker): () => boolean {
  const hasEnded = (): boolean => {
    const { idle, active } = worker.performance.eventLoopUtilization();
    return idle < 0 || active === 0;
  };
  hasEnded();
  return hasEnded;
}
