import { readlinkSync } from 'node:fs';

/** Where Linux reports the run delay of the calling thread to other threads; null on other systems. */
export function threadStatistics(): string | null {
  try {
    return `/proc/${readlinkSync('/proc/thread-self')}/schedstat`;
  } catch {
    return null;
  }
}
