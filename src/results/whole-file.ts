import { accessSync, constants, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

// All functions throw the system's error, because only the caller knows which option names another place.

/** Makes the file's folder. Throws if the file cannot be written. */
export function requireWritable(path: string): void {
  const folder = dirname(resolve(path));
  makeFolder(folder);
  accessSync(folder, constants.W_OK);
  if (isFolder(resolve(path))) throw new NotAFile();
}

/** Writes the whole content or nothing: on a full disk an older file stays unchanged. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const partial = `${path}.partial`;
  try {
    writeFileSync(partial, content);
    renameSync(partial, path);
  } catch (error) {
    if (!isFolder(partial)) rmSync(partial, { force: true });
    throw error;
  }
}

/** A short reason: the system's error code, such as ENOSPC. */
export function reasonOf(error: unknown): string {
  if (error instanceof NotAFile) return error.message;
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

class NotAFile extends Error {
  override readonly message = 'it is a folder';
}

/**
 * Folder by folder, because Node's `recursive` never returns where the system reports ENOENT below an existing folder
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
