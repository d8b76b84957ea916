import { openSync, readSync, closeSync } from 'node:fs';

/** Where SQLite keeps the number of valid frames of its log, and how many of them are in the database. */
const frames = { offset: 16, movedOffset: 96 } as const;
const uint32Bytes = 4;

/**
 * Reads from SQLite's wal-index, the file that its connections share, whether the log has been moved into the database.
 *
 * Source: the wal-index format, sqlite.org/walformat.html: mxFrame at byte 16, nBackfill at byte 96, in the byte order
 * of the machine. The first write after a complete checkpoint sets both to a new start.
 */
export class WalIndex {
  readonly #path: string;
  readonly #bytes = new Uint32Array(1);
  #file: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Whether everything that was committed is in the database; false where the file cannot be read. */
  isMoved(): boolean {
    try {
      this.#file ??= openSync(this.#path, 'r');
      const committed = this.#read(frames.offset);
      return committed > 0 && this.#read(frames.movedOffset) === committed;
    } catch {
      return false;
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #read(offset: number): number {
    readSync(this.#file!, this.#bytes, 0, uint32Bytes, offset);
    return this.#bytes[0];
  }
}
