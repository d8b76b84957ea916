import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, parse, relative, resolve, sep } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import { folderVersion } from './folder-version.ts';
import { repositoryAround, requireCommitted, versionAt } from './repository.ts';
import { tarballVersion } from './tarball-version.ts';
import type { Version } from './version.ts';

/** The two versions that are compared, and the pipeline within each. */
export interface Versions {
  readonly base: Version;
  readonly head: Version;
  /** Path within a copy, with `/`. */
  readonly file: string;
}

/**
 * Base as the user names it, and head. Beside a commit, head is the last commit too; beside a folder or a package
 * tarball, it is the package of the pipeline as it is now.
 *
 * @param pipeline path of an existing file
 * @param base a branch, a tag or a commit; the path of a folder, which begins with `.` or `/`; or that of a tarball
 */
export async function versionsOf(pipeline: string, base: string): Promise<Versions> {
  if (!existsSync(pipeline)) throw missingFile(pipeline);
  // As git tells paths: macOS keeps temporary files behind a link.
  const path = realpathSync(pipeline);
  if (isTarball(base) || isPath(base)) {
    const root = packageAround(dirname(path));
    const file = within(root, path);
    const head = await folderVersion(root, file);
    return { base: await pathVersion(base, file), head, file };
  }
  const repository = await repositoryAround(dirname(path));
  const file = within(repository.root, path);
  const from = await versionAt(repository, base, file);
  await requireCommitted(repository);
  return { base: from, head: await versionAt(repository, 'HEAD', file), file };
}

function missingFile(where: string): StreamBenchError {
  return new StreamBenchError({ kind: 'input', what: 'there is no such file', where, remedy: 'Name a pipeline file.' });
}

function isTarball(base: string): boolean {
  return /\.(tgz|tar\.gz)$/.test(base);
}

function isPath(base: string): boolean {
  return base.startsWith('/') || /^\.\.?(\/|$)/.test(base);
}

async function pathVersion(base: string, file: string): Promise<Version> {
  if (existsSync(base)) return isTarball(base) ? tarballVersion(base, file) : folderVersion(resolve(base), file);
  throw new StreamBenchError({
    kind: 'input',
    what: `there is no such ${isTarball(base) ? 'file' : 'folder'}`,
    where: base,
    remedy: 'Name a folder, a package tarball, or a branch, a tag or a commit.',
  });
}

/** The nearest folder with a package.json, or else the folder itself. */
function packageAround(folder: string): string {
  const top = parse(folder).root;
  for (let current = folder; current !== top; current = dirname(current))
    if (existsSync(join(current, 'package.json'))) return current;
  return folder;
}

function within(root: string, path: string): string {
  return relative(root, path).replaceAll(sep, '/');
}
