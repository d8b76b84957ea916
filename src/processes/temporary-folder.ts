import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readlinkSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { reasonOf, StreamBenchError } from '../errors.ts';
import { startOf, unknownStart } from './running.ts';

/** Which process a folder belongs to. Numbers of processes are used again, so that their start belongs to them. */
export interface Owner {
  /** The machine or container: only there the number means anything. */
  readonly place: string;
  readonly boot: string;
  readonly number: number;
  readonly start: string;
}

const namePattern = /^stream-bench-(?<place>[\da-f]{8})-(?<boot>[\da-f]{8})-(?<number>\d+)-(?<start>\d+)-.{6}$/;

/**
 * A new folder in `temporary`, whose name says which process it belongs to.
 *
 * @throws StreamBenchError where it cannot be made
 */
export function makeTemporaryFolder(temporary: string): string {
  const { place, boot, number, start } = thisProcess();
  try {
    return mkdtempSync(join(resolve(temporary), `stream-bench-${place}-${boot}-${number}-${start}-`));
  } catch (error) {
    const what = `no temporary folder can be made there (${reasonOf(error)})`;
    const remedy = 'Name another temporary folder in TMPDIR.';
    throw new StreamBenchError({ kind: 'environment', what, where: temporary, remedy }, error);
  }
}

/** Removes the folders of processes that are gone: killed, or lost with the power. Others of any kind are left. */
export async function clearAbandonedFolders(temporary: string): Promise<void> {
  const here = thisProcess();
  const entries = await readdir(temporary, { withFileTypes: true }).catch(() => []);
  const abandoned = entries.filter((entry) => {
    const owner = entry.isDirectory() ? ownerIn(entry.name) : undefined;
    return owner !== undefined && isGone(owner, here, startOf);
  });
  // A folder of another user cannot be removed, and is not ours to remove.
  await Promise.allSettled(abandoned.map(async ({ name }) => rm(join(temporary, name), { recursive: true })));
}

export function ownerIn(name: string): Owner | undefined {
  const groups = namePattern.exec(name)?.groups;
  if (groups === undefined) return undefined;
  const { place, boot, number, start } = groups;
  return { place, boot, number: Number(number), start };
}

/**
 * Whether the owner has surely ended. Of another machine or container nothing is known.
 *
 * @param start when the process of that number started; undefined if there is none
 */
export function isGone(owner: Owner, here: Owner, start: (number: number) => string | undefined): boolean {
  if (owner.place !== here.place) return false;
  return owner.boot !== here.boot || start(owner.number) !== owner.start;
}

function thisProcess(): Owner {
  const namespace = attempt(() => readlinkSync('/proc/self/ns/pid'));
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  return {
    place: shortHash(`${hostname()} ${namespace}`),
    boot: shortHash(`${boot}`),
    number: process.pid,
    start: startOf(process.pid) ?? unknownStart,
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
