import { statfsSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { median } from '../../statistics/median.ts';
import { fsyncTimesMicros } from './fsync-time.ts';

/** Magic numbers of Linux file systems, from statfs(2). */
const fileSystems: Readonly<Record<number, string>> = {
  0xef53: 'ext4',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x01021994: 'tmpfs',
  0x794c7630: 'overlayfs',
  0x2fc12fc1: 'zfs',
  0x6969: 'nfs',
};

const syncs = 15;

/** What the figures of a run depend on beside the program. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly os: string;
  /** Of the folder that the sinks write to. */
  readonly filesystem: string;
  /** Median time of a small write and fdatasync there; null where nothing can be written. */
  readonly fsyncMicros: number | null;
}

export function describeMachine(directory: string): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    os: `${type()} ${release()}`,
    filesystem: fileSystemOf(directory),
    fsyncMicros: unlessRefused(() => median(fsyncTimesMicros(directory, syncs))),
  };
}

/** By the name that mount(8) gives it, where it is a common one. */
export function fileSystemOf(directory: string): string {
  const magic = unlessRefused(() => statfsSync(directory).type);
  return magic === null ? 'unknown' : (fileSystems[magic] ?? `0x${magic.toString(16)}`);
}

/** A full or missing disk is told where it is in the way: a description of it may go without. */
function unlessRefused<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
