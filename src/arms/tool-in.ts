import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StreamBenchError } from '../errors.ts';
import { foldersAbove } from './prepare.ts';

const ownName = '@stream-bench/stream-bench';

/**
 * The program that measures units by the tool of a copy: the copy is the tool, or has it among its packages.
 *
 * @param file path of the pipeline within the root: packages may be installed beside it
 * @param versionName for the message of an error
 * @throws StreamBenchError if it has none that is built
 */
export function unitProgramIn(root: string, file: string, versionName: string): URL {
  const installed = foldersAbove(file).map((folder) => join(root, folder, 'node_modules', ...ownName.split('/')));
  const programs = (isTool(root) ? [root] : installed).map((tool) =>
    join(tool, 'dist', 'engines', 'local', 'unit-process.js'),
  );
  const program = programs.find(existsSync);
  if (program !== undefined) return pathToFileURL(program);
  throw new StreamBenchError({
    kind: 'input',
    what: 'this version has no stream-bench of its own that is built',
    where: versionName,
    remedy: 'Name a command that installs and builds it with --prepare, or leave --own-tool out.',
  });
}

function isTool(root: string): boolean {
  try {
    const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly name?: unknown };
    return name === ownName;
  } catch {
    return false;
  }
}
