import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What makes the packages of a folder. */
export interface PackageManager {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Makes the packages that package.json names, and writes the lock file. */
  readonly install: string;
  /** Makes those that the lock file names, and fails where package.json has others. */
  readonly installLocked: string;
}

export const npm: PackageManager = { name: 'npm', install: 'npm install', installLocked: 'npm ci' };

function frozen(name: Exclude<PackageManager['name'], 'npm'>): PackageManager {
  return { name, install: `${name} install`, installLocked: `${name} install --frozen-lockfile` };
}

const byLockFile: readonly (readonly [lockFile: string, manager: PackageManager])[] = [
  ['package-lock.json', npm],
  ['npm-shrinkwrap.json', npm],
  ['pnpm-lock.yaml', frozen('pnpm')],
  ['yarn.lock', frozen('yarn')],
  ['bun.lock', frozen('bun')],
];

/** By the lock file of a folder; undefined where there is none. */
export function packageManagerOf(folder: string): PackageManager | undefined {
  return byLockFile.find(([lockFile]) => existsSync(join(folder, lockFile)))?.[1];
}
