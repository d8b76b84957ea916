import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** What the processors of this machine did since it was started, summed over them, and what this process had of it. */
interface ProcessorTimes {
  readonly ownMicros: number;
  readonly busyMicros: number;
  readonly stolenMicros: number | null;
}

/** Shares of all processors' time. */
export interface ProcessorUse {
  readonly others: number;
  /** What a hypervisor gave to somebody else while something here wanted to run; null where the system does not tell. */
  readonly stolen: number | null;
}

/** proc_stat(5) counts in USER_HZ, which is 100 per second on all that Node runs on. */
const tickMicros = 10_000;

/** Watches from now on; the function returned tells who used the processors up to its call. */
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

/** The eighth figure of the line over all processors: user, nice, system, idle, iowait, irq, softirq, steal. */
function stolenMicros(): number | null {
  try {
    const [, steal] = /^cpu +(?:\d+ ){7}(\d+)/m.exec(readFileSync('/proc/stat', 'latin1')) ?? [];
    return steal === undefined ? null : Number(steal) * tickMicros;
  } catch {
    return null;
  }
}
