import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf, StreamBenchError } from '../errors.ts';
import { makeTemporaryFolder } from '../processes/temporary-folder.ts';
import { ProgramFailure } from './outside-program.ts';
import { preparationOf, prepare } from './prepare.ts';
import type { Version } from './version.ts';
import type { Versions } from './versions.ts';

/** A version in two copies. What depends on where a copy happens to lie lasts as long as it does, so one is too few. */
export interface Arm {
  /** As users see it. */
  readonly name: string;
  /** Roots of the copies. */
  readonly folders: readonly [string, string];
}

export interface Arms {
  readonly base: Arm;
  readonly head: Arm;
  /** Removes the copies, or tells why they stay. */
  remove(): Promise<void>;
}

/**
 * Copies both versions twice, and prepares each copy by itself.
 *
 * @param command that prepares a copy; undefined: by its lock file
 * @param temporary folder for the folder of all copies, which is removed if this fails
 * @param notify is told what takes a while
 */
export async function makeArms(
  { base, head, file }: Versions,
  command: string | undefined,
  temporary: string,
  signal: AbortSignal,
  notify: (text: string) => void,
): Promise<Arms> {
  const folder = makeTemporaryFolder(temporary);
  const remove = async (): Promise<void> => {
    try {
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      // A command that prepares may leave files of another user, or a process that still writes.
      notify(`The copies in ${folder} stay: they cannot be removed (${reasonOf(error)}).\n`);
    }
  };

  async function copied(side: 'base' | 'head', version: Version): Promise<Arm> {
    const folders = [1, 2].map((copy) => join(folder, `${side}-${copy}`));
    for (const root of folders) {
      signal.throwIfAborted();
      await copyOf(version, root, signal);
      const preparation = preparationOf(root, file, command);
      if (preparation === undefined) continue;
      notify(`${preparation.command}, in a copy of ${side}: ${version.name}\n`);
      await prepare(preparation, version.name, `${root}.log`, signal);
    }
    return { name: version.name, folders: [folders[0], folders[1]] };
  }

  try {
    return { base: await copied('base', base), head: await copied('head', head), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function copyOf(version: Version, root: string, signal: AbortSignal): Promise<void> {
  try {
    await mkdir(root);
    await version.copyTo(root);
  } catch (error) {
    // An interrupt from the keyboard ends the programs that copy, too.
    signal.throwIfAborted();
    if (error instanceof StreamBenchError) throw error;
    const reason = error instanceof ProgramFailure ? error.message : reasonOf(error);
    const what = `no copy can be made (${reason})`;
    const remedy = 'Make room in the folder of temporary files, or name another one with TMPDIR.';
    throw new StreamBenchError({ kind: 'environment', what, where: version.name, remedy }, error);
  }
}
