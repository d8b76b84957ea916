import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';

export interface Pause {
  /** On the time line of `performance.now()`. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** Pauses of the garbage collector since the call of `observeGarbageCollection`. */
export interface GarbageCollection {
  /** Ends the observation and returns all pauses. */
  stop(): Promise<readonly Pause[]>;
}

export function observeGarbageCollection(): GarbageCollection {
  const pauses: Pause[] = [];
  const add = (entries: readonly PerformanceEntry[]): void => {
    for (const { startTime, duration } of entries) pauses.push({ startMs: startTime, durationMs: duration });
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  return {
    async stop() {
      // The event loop delivers entries, and does not turn during a measurement: let it turn once.
      await setImmediate();
      add(observer.takeRecords());
      observer.disconnect();
      return pauses;
    },
  };
}
