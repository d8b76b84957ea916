import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StreamBenchError } from '../errors.ts';

const ownName = '@stream-bench/stream-bench';

/**
 * The program that measures units by the tool of a copy: the copy is the tool, or has it among its packages.
 *
 * @param versionName for the message of an error
 * @throws StreamBenchError if it has none that is built
 */
export function unitProgramIn(root: string, versionName: string): URL {
  const tool = isTool(root) ? root : join(root, 'node_modules', ...ownName.split('/'));
  const program = join(tool, 'dist', 'engines', 'local', 'unit-process.js');
  if (existsSync(program)) return pathToFileURL(program);
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
