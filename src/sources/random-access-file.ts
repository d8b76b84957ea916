import { open, stat } from 'node:fs/promises';
import { changedFile, notRegular } from './file-error.ts';

/** A file that is read in pieces: the interface that hyparquet needs, and `close`. */
export interface RandomAccessFile {
  readonly byteLength: number;
  /** The bytes [start, end). Rejects if the file does not have them. */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
  close(): Promise<void>;
}

/** Node ends the process if it is asked for 2 GiB or more at once. */
const mostBytes = 2 ** 30;

export type OpenFile = (path: string) => Promise<RandomAccessFile>;

/**
 * Rejects with errors of `node:fs`; reading a folder rejects with EISDIR.
 *
 * @throws StreamBenchError for a device or a pipe, which have no length, and may never end
 */
export async function openFile(path: string): Promise<RandomAccessFile> {
  // Looked at before it is opened: opening a pipe waits for somebody who writes to it.
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory()) throw notRegular(path);
  const handle = await open(path, 'r');
  const { size: byteLength } = await handle.stat();
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = new Uint8Array(new ArrayBuffer(rangeLength(start, end, byteLength)));
      for (let done = 0; done < bytes.length;) {
        const { bytesRead } = await handle.read(bytes, done, Math.min(bytes.length - done, mostBytes), start + done);
        if (bytesRead === 0) throw changedFile(path);
        done += bytesRead;
      }
      return bytes.buffer;
    },
    close: async () => handle.close(),
  };
}

/** Checked before memory is allocated, because a broken file may ask for any range. */
function rangeLength(start: number, end: number, byteLength: number): number {
  if (!(start >= 0 && start <= end && end <= byteLength)) {
    throw new RangeError(`bytes ${start} to ${end} of a file of ${byteLength}`);
  }
  return end - start;
}
