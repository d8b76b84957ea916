import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** Writes the whole text or nothing: a full disk leaves no half a file, and an older one as it was. Throws what the system says. */
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

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The system's short name of what went wrong, such as ENOSPC. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
