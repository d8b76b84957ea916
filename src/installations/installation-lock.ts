import { join } from 'node:path';
import { lockFile } from '../files/lock-file.ts';
import type { InstallationName } from './pins.ts';

/**
 * Keeps others from installing or removing any version of an engine meanwhile.
 *
 * @returns removes the lock
 * @throws StreamBenchError as `lockFile` does
 */
export function lockInstallation(name: InstallationName, cache: string): () => void {
  return lockFile(join(cache, `${name}.lock`), {
    where: name,
    doing: 'is installing or removing it',
    otherwise: 'set XDG_CACHE_HOME to another folder',
  });
}
