import { statfsSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { median } from '../../statistics/median.ts';
import { fsyncTimesMicros } from './fsync-time.ts';

/** Magic numbers of common Linux file systems, from statfs(2). */
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

/** The machine, on which the figures of a run depend as well as on the program. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly os: string;
  /** File system of the folder that the sinks write to. */
  readonly filesystem: string;
  /** Median time of a small write and fdatasync in that folder; null if it cannot be written to. */
  readonly fsyncMicros: number | null;
}

export function describeMachine(directory: string): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    os: `${type()} ${release()}`,
    filesystem: fileSystemOf(directory),
    fsyncMicros: nullIfRefused(() => median(fsyncTimesMicros(directory, syncs))),
  };
}

/** Name of the folder's file system as mount(8) gives it, the magic number of a rare one, or `unknown`. */
export function fileSystemOf(directory: string): string {
  const magic = nullIfRefused(() => statfsSync(directory).type);
  return magic === null ? 'unknown' : (fileSystems[magic] ?? `0x${magic.toString(16)}`);
}

/** A description may lack a figure. Who needs the disk reports that it is full or missing. */
function nullIfRefused<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
