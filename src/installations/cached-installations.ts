import { readdirSync, rmSync, type Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf, StreamBenchError } from '../errors.ts';
import { markerFile, placeOf, stateOf, type InstallationState } from './installation.ts';
import { lockInstallation } from './installation-lock.ts';
import { installationNames, type InstallationName } from './pins.ts';

/** One installation, finished or not, or the lack of one. */
export interface CachedInstallation {
  readonly name: InstallationName;
  readonly version: string;
  /** `older`: not the version that this program uses. */
  readonly state: InstallationState | 'older';
  readonly folder: string;
  /** On disk. */
  readonly bytes: number;
}

/** All that is in the cache folder; of each engine first the version that this program uses, there or not. */
export async function cachedInstallations(cache: string): Promise<CachedInstallation[]> {
  const found: CachedInstallation[] = [];
  for (const name of installationNames) {
    const { pins, folder } = placeOf(name, cache);
    const state = stateOf(placeOf(name, cache));
    found.push({ name, version: pins.version, state, folder, bytes: await bytesIn(folder) });
    for (const version of versionsIn(cache, name)) {
      if (version === pins.version) continue;
      const older = join(cache, `${name}-${version}`);
      found.push({ name, version, state: 'older', folder: older, bytes: await bytesIn(older) });
    }
  }
  return found;
}

/**
 * Removes all versions of an engine.
 *
 * @returns those that were there
 * @throws StreamBenchError if it is being installed, or cannot be removed
 */
export function removeInstallations(name: InstallationName, cache: string): string[] {
  const versions = versionsIn(cache, name);
  if (versions.length === 0) return [];
  const release = lockInstallation(name, cache);
  try {
    for (const version of versions) removeFolder(join(cache, `${name}-${version}`));
    return versions;
  } catch (error) {
    const what = `it cannot be removed (${reasonOf(error)})`;
    throw new StreamBenchError({ kind: 'environment', where: name, what, remedy: `Remove it from ${cache}.` }, error);
  } finally {
    release();
  }
}

/** The marker first: what is half removed must not count as installed. */
function removeFolder(folder: string): void {
  rmSync(join(folder, markerFile), { force: true });
  rmSync(folder, { recursive: true });
}

function versionsIn(cache: string, name: InstallationName): string[] {
  const beginning = `${name}-`;
  return entriesOf(cache)
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(beginning))
    .map((entry) => entry.name.slice(beginning.length))
    .filter((version) => /^\d/.test(version));
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** What all files of a folder occupy; 0 where there is none. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const found = await lstat(join(entry.parentPath, entry.name)).catch(() => undefined);
    // Linux counts blocks of 512 bytes.
    bytes += (found?.blocks ?? 0) * 512;
  }
  return bytes;
}
