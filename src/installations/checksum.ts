import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { PinnedJar } from './pins.ts';

/** Whether the file is there and has the pinned content. */
export async function isPinned(path: string, { bytes, sha256 }: Pick<PinnedJar, 'bytes' | 'sha256'>): Promise<boolean> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.size !== bytes || !found.isFile()) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256;
}
