import { readFileSync } from 'node:fs';
import { stolenMicrosIn } from './stolen-time.ts';

/** What a measurement used of the machine, and what the hypervisor took from it. */
export interface Resources {
  /** Processor time of the whole process. */
  readonly cpuMicros: number;
  /** Passed to write calls by the whole process, whether or not they reach a disk; null if unknown. */
  readonly writtenBytes: number | null;
  /**
   * Time in which a processor had something to run and the hypervisor ran something else, in steps of 10 ms. Of the
   * processor that lost most, because the driver may have run on it; null if unknown.
   */
  readonly stolenMicros: number | null;
  /** Of the process, since its start. */
  readonly peakRssBytes: number;
}

type ReadText = (path: string) => string;

/** Starts watching. The function returned gives the resources from then until its call. */
export function watchResources(readText: ReadText = (path) => readFileSync(path, 'latin1')): () => Resources {
  const writtenBefore = writtenBytes(readText);
  const stolenBefore = stolenByProcessor(readText);
  const cpuBefore = process.cpuUsage();
  return () => {
    const cpu = process.cpuUsage(cpuBefore);
    return {
      cpuMicros: cpu.user + cpu.system,
      writtenBytes: difference(writtenBytes(readText), writtenBefore),
      // Read before the figures are computed, which takes memory of its own.
      peakRssBytes: process.resourceUsage().maxRSS * 1024,
      stolenMicros: mostStolenMicros(stolenByProcessor(readText), stolenBefore),
    };
  };
}

/** From proc_pid_io(5): `wchar` counts the bytes passed to write calls. */
function writtenBytes(readText: ReadText): number | null {
  const [, bytes] = /^wchar: (\d+)$/m.exec(readOrNull(readText, '/proc/self/io') ?? '') ?? [];
  return bytes === undefined ? null : Number(bytes);
}

/** Of each processor, without the sum over all. */
function stolenByProcessor(readText: ReadText): ReadonlyMap<string, number> {
  const all = stolenMicrosIn(readOrNull(readText, '/proc/stat') ?? '');
  return new Map([...all].filter(([name]) => name !== 'cpu'));
}

function mostStolenMicros(after: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>): number | null {
  const micros = [...after].flatMap(([name, stolen]) => (before.has(name) ? [stolen - before.get(name)!] : []));
  return micros.length === 0 ? null : Math.max(...micros);
}

function difference(after: number | null, before: number | null): number | null {
  return after === null || before === null ? null : after - before;
}

/** Other systems lack these files, and containers may refuse them. */
function readOrNull(readText: ReadText, path: string): string | null {
  try {
    return readText(path);
  } catch {
    return null;
  }
}
