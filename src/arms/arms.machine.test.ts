import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { machineHasProgram } from '../machine-has.test-program.ts';
import { makeArms } from './arms.ts';
import { versionsOf } from './versions.ts';

const hasGit = machineHasProgram('git');

let folder: string;
let root: string;
let temporary: string;
beforeEach(() => {
  if (!hasGit) return;
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'stream-bench-arms-')));
  root = join(folder, 'repository');
  temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  write({ 'package.json': '{}', 'jobs/pipeline.ts': 'export default 1;' });
  git('init', '--quiet', '--initial-branch', 'main');
  commit();
});
afterEach(() => {
  if (hasGit) rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>, within = root): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(within, name)), { recursive: true });
    writeFileSync(join(within, name), text);
  }
}

function git(...args: readonly string[]): string {
  const user = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', ['-C', root, ...user, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'A change');
}

const pipeline = (): string => join(root, 'jobs', 'pipeline.ts');
const { signal } = new AbortController();

async function armsOf(base: string, command?: string) {
  return makeArms(await versionsOf(pipeline(), base), command, temporary, signal, () => {});
}

/** What the pipeline of each copy is. */
function texts({ base, head }: Awaited<ReturnType<typeof armsOf>>): string[] {
  const copies = [...base.folders, ...head.folders];
  return copies.map((copy) => readFileSync(join(copy, 'jobs', 'pipeline.ts'), 'utf8'));
}

const [old, changed] = ['export default 1;', 'export default 2;'];

describe.runIf(hasGit)('two copies each are made', () => {
  test('of a commit and the last one, and all are removed', async () => {
    git('branch', 'before');
    write({ 'jobs/pipeline.ts': changed });
    commit();
    const arms = await armsOf('before');
    expect(texts(arms)).toEqual([old, old, changed, changed]);
    expect([arms.base.name, arms.head.name]).toEqual([
      expect.stringMatching(/^before \([\da-f]{7}\)$/),
      expect.stringMatching(/^HEAD \([\da-f]{7}\)$/),
    ]);
    await arms.remove();
    expect(readdirSync(temporary)).toEqual([]);
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  test('of commits that a shallow clone has fetched one by one', async () => {
    git('branch', 'before');
    write({ 'jobs/pipeline.ts': changed });
    commit();
    const clone = join(folder, 'clone');
    const quietly = { stdio: 'ignore' } as const;
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${root}`, clone], quietly);
    execFileSync('git', ['-C', clone, 'fetch', '--depth=1', 'origin', 'before:refs/remotes/origin/before'], quietly);
    const versions = await versionsOf(join(clone, 'jobs', 'pipeline.ts'), 'origin/before');
    const arms = await makeArms(versions, undefined, temporary, signal, () => {});
    expect(texts(arms)).toEqual([old, old, changed, changed]);
  });

  test('of a commit that is named by its number, which is its name', async () => {
    const hash = git('rev-parse', 'HEAD').trim();
    const { base } = await versionsOf(pipeline(), hash);
    expect(base.name).toBe(hash.slice(0, 7));
  });

  test('of a folder and what is there now, without packages', async () => {
    const base = join(folder, 'base');
    write({ 'package.json': '{}', 'jobs/pipeline.ts': old, 'node_modules/a/index.js': '' }, base);
    write({ 'jobs/pipeline.ts': changed });
    const arms = await armsOf(base);
    expect(texts(arms)).toEqual([old, old, changed, changed]);
    expect(existsSync(join(arms.base.folders[0], 'node_modules'))).toBe(false);
  });

  test('of a folder behind a link', async () => {
    write({ 'package.json': '{}', 'jobs/pipeline.ts': old }, join(folder, 'base'));
    write({ 'jobs/pipeline.ts': changed });
    symlinkSync(join(folder, 'base'), join(folder, 'current'));
    expect(texts(await armsOf(join(folder, 'current')))).toEqual([old, old, changed, changed]);
  });

  test('of a package tarball', async () => {
    const tarball = join(folder, 'base-1.0.0.tgz');
    write({ 'package/jobs/pipeline.ts': old }, folder);
    execFileSync('tar', ['-czf', tarball, '-C', folder, 'package']);
    write({ 'jobs/pipeline.ts': changed });
    expect(texts(await armsOf(tarball))).toEqual([old, old, changed, changed]);
  });
});

describe.runIf(hasGit)('each copy is prepared', () => {
  const prepared = (arms: Awaited<ReturnType<typeof armsOf>>, file: string): boolean[] =>
    [...arms.base.folders, ...arms.head.folders].map((copy) => existsSync(join(copy, file)));

  test('by the command of the user', async () => {
    expect(prepared(await armsOf('main', 'touch ready'), 'ready')).toEqual([true, true, true, true]);
  });

  test('without the variables by which a hook of git names the repository of the user', async () => {
    vi.stubEnv('GIT_INDEX_FILE', join(root, '.git/index'));
    expect(prepared(await armsOf('main', 'test -n "$GIT_INDEX_FILE" || touch ready'), 'ready')).not.toContain(false);
    vi.unstubAllEnvs();
  });

  test('by the lock file that is nearest to the pipeline', async () => {
    const lock = { name: 'a', lockfileVersion: 3, packages: { '': { name: 'a' } } };
    write({ 'jobs/package.json': '{"name":"a"}', 'jobs/package-lock.json': JSON.stringify(lock) });
    commit();
    const told: string[] = [];
    await makeArms(await versionsOf(pipeline(), 'main'), undefined, temporary, signal, (text) => told.push(text));
    expect(told).toHaveLength(4);
    expect(told[0]).toMatch(/^npm ci, in a copy of base: main \(/);
  });

  test('and if one fails, its reason is told, and nothing is left', async () => {
    await expect(armsOf('main', 'echo no such package; exit 3')).rejects.toThrow(
      /^main \(.*\): echo no such package; exit 3 failed with exit code 3: no such package\nName another command/,
    );
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('and if no copy can be made, that is told, and nothing is left', async () => {
    const versions = await versionsOf(pipeline(), 'main');
    rmSync(join(root, '.git', 'objects'), { recursive: true });
    await expect(makeArms(versions, undefined, temporary, signal, () => {})).rejects.toThrow(
      /^main \(.*\): no copy can be made \(fatal: .*\)\nMake room in the folder of temporary files/,
    );
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('until the user interrupts it', async () => {
    const controller = new AbortController();
    const making = makeArms(await versionsOf(pipeline(), 'main'), 'sleep 60', temporary, controller.signal, () => {});
    setTimeout(() => controller.abort(new Error('enough')), 300);
    await expect(making).rejects.toThrow('enough');
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe.runIf(hasGit)('is refused', () => {
  test.each<[string, string, () => void, RegExp]>([
    ['an unknown commit', 'mian', () => {}, /: there is no commit 'mian'\nName a branch, a tag or a commit/],
    ['one that is an option', '--all', () => {}, /: there is no commit '--all'\n/],
    [
      'a tree with changes',
      'main',
      () => write({ 'jobs/pipeline.ts': changed, 'package.json': '{ }' }),
      /: jobs\/pipeline\.ts and 1 other file changed since the last commit, .*\nCommit or stash/,
    ],
    [
      'a base without the pipeline',
      'before',
      () => {
        git('branch', 'before');
        git('mv', 'jobs/pipeline.ts', 'jobs/other.ts');
        commit();
        write({ 'jobs/pipeline.ts': old });
        git('rm', '--quiet', 'jobs/other.ts');
        commit();
        git('branch', '--force', 'before', 'HEAD~1');
      },
      /^jobs\/pipeline\.ts: before has no such file\nName a version that has it/,
    ],
    [
      'a pipeline that is not committed',
      'main',
      () => {
        git('rm', '--quiet', '--cached', 'jobs/pipeline.ts');
        git('commit', '--quiet', '--message', 'Not yet');
      },
      /^jobs\/pipeline\.ts: main has no such file\n/,
    ],
    ['a folder that is not there', '../nowhere', () => {}, /^\.\.\/nowhere: there is no such folder\n/],
    ['a tarball that is not there', './package.tgz', () => {}, /^\.\/package\.tgz: there is no such file\n/],
  ])('%s', async (_, base, change, message) => {
    change();
    await expect(versionsOf(pipeline(), base)).rejects.toThrow(message);
  });

  test('a tarball that is none', async () => {
    const tarball = join(folder, 'package.tgz');
    writeFileSync(tarball, 'no tarball');
    await expect(versionsOf(pipeline(), tarball)).rejects.toThrow(
      /: this is no package tarball\nName one that npm pack/,
    );
  });

  test('a commit that a shallow clone does not have', async () => {
    write({ 'jobs/pipeline.ts': changed });
    commit();
    const clone = join(folder, 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, clone]);
    await expect(versionsOf(join(clone, 'jobs', 'pipeline.ts'), 'HEAD~1')).rejects.toThrow(
      /: there is no commit 'HEAD~1' in this clone, which has only the last ones\nFetch all: git fetch --unshallow/,
    );
  });

  test('a folder of which git keeps no versions', async () => {
    rmSync(join(root, '.git'), { recursive: true });
    await expect(versionsOf(pipeline(), 'main')).rejects.toThrow(
      /: git keeps no versions of this folder .*\nName a folder/,
    );
  });
});

test('is refused on a machine without git', async () => {
  vi.stubEnv('PATH', '/nowhere');
  await expect(versionsOf(import.meta.filename, 'main')).rejects.toThrow(/: git is not installed\nName a folder or a/);
  vi.unstubAllEnvs();
});
