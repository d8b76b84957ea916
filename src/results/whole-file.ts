import { accessSync, constants, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

// All throw what the system says: only the caller knows which option names another place.

/** Makes the file's folder. Throws where the file could not be written. */
export function requireWritable(path: string): void {
  const folder = dirname(resolve(path));
  makeFolder(folder);
  accessSync(folder, constants.W_OK);
  if (isFolder(resolve(path))) throw new NotAFile();
}

/** Writes the whole text or nothing: a full disk leaves no half a file, and an older one as it was. */
export function writeWhole(path: string, text: string): void {
  const partial = `${path}.partial`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    if (!isFolder(partial)) rmSync(partial, { force: true });
    throw error;
  }
}

/** In a word or a few: the system's name of what went wrong, such as ENOSPC. */
export function reasonOf(error: unknown): string {
  if (error instanceof NotAFile) return error.message;
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

class NotAFile extends Error {
  override readonly message = 'it is a folder';
}

/**
 * Folder by folder: Node's own `recursive` never returns where the system says ENOENT below a folder that is there
 * (/proc).
 */
function makeFolder(path: string): void {
  if (isFolder(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
