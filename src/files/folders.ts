import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes the folder, and those above it, and returns the ones that it made. Folder by folder, because Node's `recursive`
 * never returns where the system reports ENOENT below an existing folder (/proc). Throws the system's error, and then
 * leaves none.
 */
export function makeFolder(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return [];
  const made = makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    removeEmpty(made);
    throw error;
  }
  return [...made, path];
}

/** Removes folders, the innermost first, as far as nothing is in them. */
export function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}
