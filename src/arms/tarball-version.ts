import { StreamBenchError } from '../errors.ts';
import { printedBy, ProgramFailure } from './outside-program.ts';
import type { Version } from './version.ts';

/**
 * The version in a package tarball.
 *
 * @param file path within the package that it must have, with `/`
 * @throws StreamBenchError if it is none, or has no such file
 */
export async function tarballVersion(path: string, file: string): Promise<Version> {
  const names = await namesIn(path);
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
      await printedBy('tar', ['-xzf', path, '--strip-components=1', '-C', folder]);
    },
  };
}

async function namesIn(path: string): Promise<string> {
  try {
    return await printedBy('tar', ['-tzf', path]);
  } catch (error) {
    const isMissing = error instanceof ProgramFailure && error.isMissing;
    throw isMissing
      ? new StreamBenchError({ kind: 'environment', what: 'tar is not installed', where: path }, error)
      : new StreamBenchError(
          {
            kind: 'input',
            what: 'this is no package tarball',
            where: path,
            remedy: 'Name one that npm pack has made.',
          },
          error,
        );
  }
}
