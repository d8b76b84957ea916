import { statfsSync } from 'node:fs';

/** Of the disk that has this folder, for users without special rights. */
export function freeBytesOn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
