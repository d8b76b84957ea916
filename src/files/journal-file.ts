import { closeSync, constants, existsSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf, StreamBenchError } from '../errors.ts';
import { readBoundedText } from './bounded-text.ts';
import { makeFolder, removeEmpty } from './folders.ts';

const remedy = 'Name another place with --out.';
const textKind = { maxBytes: 2 ** 28, remedy };
/** Follows no link: what it led to would grow. */
const appending = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW;

/** A text file that grows line by line. A last line that a kill cut short can be cut off. */
export class JournalFile {
  readonly path: string;
  #madeFolders: readonly string[] = [];

  constructor(path: string) {
    this.path = path;
  }

  /** Undefined where there is no file yet. */
  read(): string | undefined {
    return existsSync(this.path) ? readBoundedText(this.path, textKind) : undefined;
  }

  /** Makes the file and its folder, where they are missing. */
  append(text: string): void {
    this.#attempt(() => {
      this.#madeFolders = [...this.#madeFolders, ...makeFolder(dirname(this.path))];
      const file = openSync(this.path, appending, 0o666);
      try {
        writeFileSync(file, text);
      } finally {
        closeSync(file);
      }
    });
  }

  /** Cuts off all that comes after this many bytes. */
  truncate(length: number): void {
    this.#attempt(() => truncateSync(this.path, length));
  }

  /** Removes the file, and folders that were made for it and are empty again. */
  remove(): void {
    rmSync(this.path, { force: true });
    removeEmpty(this.#madeFolders);
  }

  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      const what = `the finished units cannot be written (${reasonOf(error)})`;
      throw new StreamBenchError({ kind: 'environment', what, where: this.path, remedy }, error);
    }
  }
}
