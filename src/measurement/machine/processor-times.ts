import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { stolenMicrosIn } from './stolen-time.ts';

/** Times since the machine started, summed over its processors, and the processor time of this process. */
interface ProcessorTimes {
  readonly ownMicros: number;
  readonly busyMicros: number;
  readonly stolenMicros: number | null;
}

/** Shares of the time of all processors. */
export interface ProcessorUse {
  /** Used by other processes. */
  readonly others: number;
  /** Taken by the hypervisor while something here could have run; null if the system does not report it. */
  readonly stolen: number | null;
}

/** Starts watching. The function returned gives the use of the processors from then until its call. */
export function watchProcessors(now: () => ProcessorTimes = processorTimes): (elapsedMs: number) => ProcessorUse {
  const before = now();
  return (elapsedMs) => {
    const after = now();
    const allMicros = elapsedMs * 1000 * cpus().length;
    const otherMicros = after.busyMicros - before.busyMicros - (after.ownMicros - before.ownMicros);
    const stolen =
      after.stolenMicros === null || before.stolenMicros === null
        ? null
        : (after.stolenMicros - before.stolenMicros) / allMicros;
    return { others: Math.max(0, otherMicros / allMicros), stolen };
  };
}

function processorTimes(): ProcessorTimes {
  const own = process.cpuUsage();
  const busyMs = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { ownMicros: own.user + own.system, busyMicros: busyMs * 1000, stolenMicros: stolenMicros() };
}

function stolenMicros(): number | null {
  try {
    return stolenMicrosIn(readFileSync('/proc/stat', 'latin1')).get('cpu') ?? null;
  } catch {
    return null;
  }
}
