import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';
import type { PinnedJar, PinnedPackage, Pins } from '../../src/installations/pins.ts';
import { copyArguments, pomOf } from '../../src/installations/pom.ts';

/**
 * Writes src/installations/pins.json anew: fetches what is `wanted` there, by Maven and pip, and records each file that
 * comes with its size and checksum. To raise a version, change it there, and run `node bench/installations/pin.ts`.
 */
interface Recorded extends Pins {
  /** As in `Pins.jars`, without what comes with them. */
  readonly wanted: readonly string[];
  readonly withDependencies: boolean;
  /** As `name==version`, in the order of their installation; what pip needs to build the others comes first. */
  readonly wantedPackages: readonly string[];
}

const file = new URL('../../src/installations/pins.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Recorded>;
const folder = mkdtempSync(join(tmpdir(), 'stream-bench-pins-'));
try {
  const anew = Object.entries(recorded).map(([name, each]) => [name, pinned(each, join(folder, name))] as const);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(anew), null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

function pinned(each: Recorded, work: string): Recorded {
  return { ...each, jars: fetchJars(each, work), packages: fetchPackages(each.wantedPackages, work) };
}

function fetchJars({ wanted, withDependencies }: Recorded, work: string): PinnedJar[] {
  const [pom, jars] = [`${work}.xml`, `${work}-jars`];
  writeFileSync(pom, pomOf({ artifacts: wanted, withDependencies }));
  run('mvn', [...copyArguments(pom, jars), '-Dmdep.useRepositoryLayout=true']);
  const found = globSync('**/*.jar', { cwd: jars }).map((path) => {
    const [version, name, ...group] = path.split(sep).slice(0, -1).toReversed();
    const artifact = `${group.toReversed().join('.')}:${name}:${version}`;
    if (basename(path) !== `${name}-${version}.jar`) throw new Error(`${path}: pins know no classifiers`);
    return { artifact, ...contentOf(join(jars, path)) };
  });
  return found.toSorted((left, right) => (left.artifact < right.artifact ? -1 : 1));
}

function fetchPackages(wanted: readonly string[], work: string): PinnedPackage[] {
  if (wanted.length === 0) return [];
  const [environment, packages] = [`${work}-python`, `${work}-packages`];
  run('python3', ['-m', 'venv', environment]);
  const python = join(environment, 'bin', 'python');
  return wanted.map((requirement) => {
    const options = ['--no-deps', '--no-build-isolation', '--no-cache-dir', '-d', packages];
    run(python, ['-m', 'pip', 'download', ...options, requirement]);
    const [name, version] = requirement.split('==');
    const [path] = globSync(`${name}-${version}[-.]*`, { cwd: packages });
    // Others may have to be built, which needs the first.
    if (requirement === wanted[0]) run(python, ['-m', 'pip', 'install', '--no-deps', join(packages, path)]);
    return { requirement, file: path, ...contentOf(join(packages, path)) };
  });
}

function contentOf(path: string): { bytes: number; sha256: string } {
  const content = readFileSync(path);
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
