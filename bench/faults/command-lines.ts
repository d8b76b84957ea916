import type { FaultCount } from './fault-count.ts';
import { inBlocks } from './in-blocks.ts';

/** Random command lines, most of them within a process, and a sample as processes of their own. */
export async function brokenCommandLines({ count, seed }: { count: number; seed: number }): Promise<FaultCount[]> {
  const inProcess = await inBlocks({
    program: new URL('command-lines-block.ts', import.meta.url),
    seed,
    count,
    blockLength: 2000,
    caseMs: 60_000,
  });
  const asProcesses = await inBlocks({
    program: new URL('command-processes-block.ts', import.meta.url),
    seed: seed + 1,
    count: Math.max(5, Math.round(count / 250)),
    blockLength: 50,
    // `doctor --truth` takes a minute, and more on a busy machine.
    caseMs: 240_000,
  });
  return [...inProcess, ...asProcesses];
}
