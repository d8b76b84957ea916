import { randomUUID } from 'node:crypto';
import { closeSync, constants, fchmodSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filePlace } from './file-place.ts';
import { makeFolder, removeEmpty } from './folders.ts';

// All functions throw the system's error, because only the caller knows which option names another place.

/** Writes the whole content or nothing: on a full disk an older file stays unchanged. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const file = new WholeFile(path);
  try {
    file.write(content);
    file.finish();
  } catch (error) {
    file.abandon();
    throw error;
  }
}

/**
 * A file that appears under its name once it is complete, and then replaces an older one. Until then it has a random
 * name in the same folder, and is opened only if nothing has that name: a link put there by others is not followed. A
 * link at the path itself is kept, and its target replaced. Devices and FIFOs are written at once.
 */
export class WholeFile {
  readonly #target: string;
  /** Undefined for a stream. */
  readonly #partial: string | undefined;
  readonly #madeFolders: readonly string[];
  readonly #file: number;
  #isOpen = true;

  constructor(path: string) {
    const { path: target, kind } = filePlace(path);
    this.#target = target;
    if (kind === 'stream') {
      this.#madeFolders = [];
      this.#file = openStream(path);
      return;
    }
    this.#madeFolders = makeFolder(dirname(target));
    // Not made of the file's name, which may be as long as the system allows.
    this.#partial = join(dirname(target), `.stream-bench-${randomUUID()}.partial`);
    try {
      this.#file = openSync(this.#partial, 'wx');
      if (kind === 'file') fchmodSync(this.#file, statSync(target).mode & 0o777);
    } catch (error) {
      removeEmpty(this.#madeFolders);
      throw error;
    }
  }

  write(content: string | Uint8Array): void {
    writeFileSync(this.#file, content);
  }

  finish(): void {
    this.#close();
    if (this.#partial !== undefined) renameSync(this.#partial, this.#target);
  }

  /** Leaves nothing of it, nor the folders that were made for it. */
  abandon(): void {
    this.#close();
    if (this.#partial === undefined) return;
    rmSync(this.#partial, { force: true });
    removeEmpty(this.#madeFolders);
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }
}

/** A FIFO that nobody reads is refused (ENXIO), where opening it as usual would wait for a reader without end. */
function openStream(path: string): number {
  const probe = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    // Kept open meanwhile, because its reader would take the close for the end.
    return openSync(path, constants.O_WRONLY);
  } finally {
    closeSync(probe);
  }
}
