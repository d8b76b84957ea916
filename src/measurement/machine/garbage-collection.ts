import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';

export interface Pause {
  /** On the time line of `performance.now()`. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** Pauses of the garbage collector from `observeGarbageCollection` on. */
export interface GarbageCollection {
  /** All pauses so far, and no more from now on. */
  stop(): Promise<readonly Pause[]>;
}

export function observeGarbageCollection(): GarbageCollection {
  const pauses: Pause[] = [];
  const note = (entries: readonly PerformanceEntry[]): void => {
    for (const { startTime, duration } of entries) pauses.push({ startMs: startTime, durationMs: duration });
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  return {
    async stop() {
      // Entries are queued by the event loop, which does not turn during a run: let it turn once.
      await setImmediate();
      note(observer.takeRecords());
      observer.disconnect();
      return pauses;
    },
  };
}
