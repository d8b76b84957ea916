import { cp, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import type { Version } from './version.ts';

/** What is made anew in a copy, or is not part of a version. */
const leftOut = ['node_modules', '.git'];

/**
 * The version in a folder, as it is now.
 *
 * @param file path within the folder that it must have
 * @throws StreamBenchError if it has no such file
 */
export async function folderVersion(root: string, file: string): Promise<Version> {
  const found = await stat(join(root, file)).catch(() => undefined);
  if (found?.isFile() !== true) {
    const what = `this folder has no ${file}`;
    throw new StreamBenchError({ kind: 'input', what, where: root, remedy: 'Name a folder that has it as --base.' });
  }
  return {
    name: root,
    isFixed: false,
    copyTo: async (folder) => {
      // A link to a folder would be copied as a link.
      const from = await realpath(root);
      const filter = (source: string): boolean => source === from || !leftOut.includes(basename(source));
      await cp(from, folder, { recursive: true, verbatimSymlinks: true, filter });
    },
  };
}
