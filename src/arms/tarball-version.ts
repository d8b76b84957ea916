import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StreamBenchError } from '../errors.ts';
import type { Version } from './version.ts';

const run = promisify(execFile);
const remedy = 'Name one that npm pack has made.';

/**
 * The version in a package tarball.
 *
 * @param file path within the package that it must have, with `/`
 * @throws StreamBenchError if it is none, or has no such file
 */
export async function tarballVersion(path: string, file: string): Promise<Version> {
  const names = await tar(path, '-tzf', path);
  // As npm does, whatever the first folder is called.
  const files = names.split('\n').map((name) => name.slice(name.indexOf('/') + 1));
  if (!files.includes(file)) {
    const what = `this package has no ${file}`;
    throw new StreamBenchError({ kind: 'input', what, where: path, remedy: 'Look at "files" in its package.json.' });
  }
  return {
    name: path,
    isFixed: false,
    copyTo: async (folder) => {
      await tar(path, '-xzf', path, '--strip-components=1', '-C', folder);
    },
  };
}

async function tar(path: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await run('tar', args, { maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const what = isMissing ? 'tar is not installed' : 'this is no package tarball';
    throw new StreamBenchError({ kind: isMissing ? 'environment' : 'input', what, where: path, remedy }, error);
  }
}
