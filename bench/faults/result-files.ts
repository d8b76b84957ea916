import type { FaultCount } from './fault-count.ts';
import { inBlocks } from './in-blocks.ts';

/** Result files after random changes, read and shown as `report` and `compare` do. */
export async function brokenResultFiles({ count, seed }: { count: number; seed: number }): Promise<FaultCount[]> {
  const program = new URL('result-files-block.ts', import.meta.url);
  return inBlocks({ program, seed, count, blockLength: 2000, caseMs: 60_000 });
}
