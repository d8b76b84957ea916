import { tooLarge } from './file-error.ts';

/** Most bytes of a file that is in memory as a whole while it is read: an Arrow file, or one that is unpacked. */
const maxBytesInMemory = 2 ** 32;

/** @throws StreamBenchError where a file is longer */
export function requireInMemory(path: string, byteLength: number): void {
  if (byteLength <= maxBytesInMemory) return;
  throw tooLarge(path, `the file has more than ${maxBytesInMemory / 2 ** 30} GiB, which have to fit in memory`);
}
