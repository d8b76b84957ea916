import { StreamBenchError } from '../errors.ts';
import { git } from './git.ts';
import { ProgramFailure } from './outside-program.ts';
import type { Version } from './version.ts';

/** A folder that git keeps versions of. */
export interface Repository {
  /** The whole path. */
  readonly root: string;
}

/** @throws StreamBenchError if no version of the folder is kept, or there is no git */
export async function repositoryAround(folder: string): Promise<Repository> {
  try {
    return { root: await git(folder, 'rev-parse', '--show-toplevel') };
  } catch (error) {
    const isMissing = error instanceof ProgramFailure && error.isMissing;
    const what = isMissing
      ? 'git is not installed'
      : `git keeps no versions of this folder (${(error as Error).message})`;
    const remedy = 'Name a folder or a package tarball as --base, or run it in a clone of a repository.';
    throw new StreamBenchError({ kind: 'environment', what, where: folder, remedy }, error);
  }
}

/** @throws StreamBenchError if files differ from those of the last commit: what is measured would have no name */
export async function requireCommitted({ root }: Repository): Promise<void> {
  const changed = await git(root, 'status', '--porcelain', '--untracked-files=no');
  if (changed === '') return;
  const files = changed.split('\n').map((line) => line.slice(3));
  const others = files.length === 1 ? '' : ` and ${files.length - 1} other ${files.length === 2 ? 'file' : 'files'}`;
  throw new StreamBenchError({
    kind: 'input',
    what: `${files[0]}${others} changed since the last commit, and only commits are compared`,
    where: root,
    remedy: 'Commit or stash the changes.',
  });
}

/**
 * The version at a branch, a tag or a commit.
 *
 * @param file path within the repository that it must have, with `/`
 * @throws StreamBenchError if there is no such commit, or it has no such file
 */
export async function versionAt(repository: Repository, ref: string, file: string): Promise<Version> {
  const commit = await commitOf(repository, ref);
  await requireFile(repository, ref, commit, file);
  return {
    name: nameOf(ref, commit),
    isFixed: true,
    copyTo: async (folder) => {
      await copyRepository(repository, commit, folder);
      await git(folder, 'checkout', '--quiet', '--detach', commit);
    },
  };
}

function nameOf(ref: string, commit: string): string {
  const short = commit.slice(0, 7);
  return commit.startsWith(ref) ? short : `${ref} (${short})`;
}

/** A repository of its own and no worktree: if this process is killed, nothing is left in the user's. */
async function copyRepository({ root }: Repository, commit: string, folder: string): Promise<void> {
  if (!(await isShallow(root))) {
    await git(folder, 'clone', '--quiet', '--shared', '--no-checkout', root, '.');
    return;
  }
  // A clone of a shallow one would have its branches alone, and not what was fetched beside them.
  await git(folder, 'init', '--quiet');
  await git(folder, 'fetch', '--quiet', '--depth=1', root, commit);
}

async function isShallow(root: string): Promise<boolean> {
  return (await git(root, 'rev-parse', '--is-shallow-repository')) === 'true';
}

async function commitOf({ root }: Repository, ref: string): Promise<string> {
  try {
    return await git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  } catch (error) {
    const isPart = await isShallow(root);
    const what = `there is no commit '${ref}'${isPart ? ' in this clone, which has only the last ones' : ''}`;
    const remedy = isPart
      ? 'Fetch all: git fetch --unshallow (in GitHub Actions: fetch-depth: 0).'
      : 'Name a branch, a tag or a commit, such as origin/main; or a folder, or a package tarball.';
    throw new StreamBenchError({ kind: 'input', what, where: root, remedy }, error);
  }
}

async function requireFile({ root }: Repository, ref: string, commit: string, file: string): Promise<void> {
  try {
    await git(root, 'cat-file', '-e', `${commit}:${file}`);
  } catch (error) {
    const what = `${ref} has no such file`;
    const remedy = 'Name a version that has it as --base, and commit it.';
    throw new StreamBenchError({ kind: 'input', what, where: file, remedy }, error);
  }
}
