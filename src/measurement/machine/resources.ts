import { readFileSync } from 'node:fs';

/** What a run took of the machine, and what was taken from it. */
export interface Resources {
  /** Processor time of the whole process. */
  readonly cpuMicros: number;
  /** Passed to write calls by the whole process, whether or not it reached a disk; null where the system does not tell. */
  readonly writtenBytes: number | null;
  /**
   * While a processor had something to run and the hypervisor ran something else, on the processor that lost most: the
   * driver may have been on that one. In steps of 10 ms; null where the system does not tell.
   */
  readonly stolenMicros: number | null;
  /** Of the process, from its start on. */
  readonly peakRssBytes: number;
}

type ReadText = (path: string) => string;

/** proc_stat(5) counts in USER_HZ, which is 100 per second on all that Node runs on. */
const tickMicros = 10_000;
/** Of the figures behind a processor's name: user, nice, system, idle, iowait, irq, softirq, steal. */
const stealColumn = 7;

/** Watches from now on; the function returned tells what has come up to its call. */
export function watchResources(readText: ReadText = (path) => readFileSync(path, 'latin1')): () => Resources {
  const writtenBefore = writtenBytes(readText);
  const stolenBefore = stolenTicks(readText);
  const cpuBefore = process.cpuUsage();
  return () => {
    const cpu = process.cpuUsage(cpuBefore);
    return {
      cpuMicros: cpu.user + cpu.system,
      writtenBytes: difference(writtenBytes(readText), writtenBefore),
      // Before the figures are worked out, which takes memory of its own.
      peakRssBytes: process.resourceUsage().maxRSS * 1024,
      stolenMicros: mostStolenMicros(stolenTicks(readText), stolenBefore),
    };
  };
}

/** proc_pid_io(5), whose `wchar` counts what was passed to write calls. */
function writtenBytes(readText: ReadText): number | null {
  const [, bytes] = /^wchar: (\d+)$/m.exec(unlessRefused(readText, '/proc/self/io') ?? '') ?? [];
  return bytes === undefined ? null : Number(bytes);
}

/** By the name of the processor: `cpu0`, `cpu1` … */
function stolenTicks(readText: ReadText): ReadonlyMap<string, number> {
  const text = unlessRefused(readText, '/proc/stat') ?? '';
  const rows = [...text.matchAll(/^(cpu\d+)((?: \d+)+)$/gm)].map(
    ([, name, figures]) => [name, Number(figures.trim().split(' ')[stealColumn])] as const,
  );
  return new Map(rows.filter(([, ticks]) => Number.isFinite(ticks)));
}

function mostStolenMicros(after: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>): number | null {
  const ticks = [...after].flatMap(([name, count]) => (before.has(name) ? [count - before.get(name)!] : []));
  return ticks.length === 0 ? null : Math.max(...ticks) * tickMicros;
}

function difference(after: number | null, before: number | null): number | null {
  return after === null || before === null ? null : after - before;
}

/** Other systems have no such files, and containers may refuse them: then that figure is missing. */
function unlessRefused(readText: ReadText, path: string): string | null {
  try {
    return readText(path);
  } catch {
    return null;
  }
}
