import { globSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import { isPinned } from './checksum.ts';
import { runToEnd, type ProgramEnd } from './run-to-end.ts';
import { fetchFailure } from './fetch-failure.ts';
import type { InstallTools } from './install-tools.ts';
import type { InstallationPlace, PythonPaths } from './installation.ts';
import type { PinnedPackage } from './pins.ts';

const environmentFolder = 'python';
/** Packages whose checksum is right; removed when they are installed. */
const packagesFolder = 'packages';

/** Distributions of Linux have it apart. */
const venvRemedy = 'Install venv for it, on Debian and Ubuntu by: apt install python3-venv';

/** The program of Python that makes the environment, and a folder for what is not checked yet. */
export interface PythonSetup {
  readonly program: string;
  readonly arriving: string;
}

/**
 * Makes a virtual environment of Python with the pinned packages, by pip. Packages are kept until all are installed, so
 * that an install that ended early need not fetch them again.
 */
export async function makePythonEnvironment(
  place: InstallationPlace,
  { program, arriving }: PythonSetup,
  tools: InstallTools,
): Promise<PythonPaths> {
  const folder = join(place.folder, environmentFolder);
  const packages = join(place.folder, packagesFolder);
  mkdirSync(packages, { recursive: true });
  const python = new Python(place, { folder, packages, arriving }, tools);
  await python.make(program);
  for (const each of place.pins.packages) {
    await python.fetch(each);
    await python.install(each);
  }
  rmSync(packages, { recursive: true });
  const [pysparkJars] = globSync('lib/python*/site-packages/pyspark/jars', { cwd: folder });
  return { python: relative(place.folder, python.program), pysparkJars: join(environmentFolder, pysparkJars) };
}

interface PythonFolders {
  /** Of the environment itself. */
  readonly folder: string;
  readonly packages: string;
  readonly arriving: string;
}

/** A virtual environment, and its pip. */
class Python {
  readonly program: string;
  readonly #place: InstallationPlace;
  readonly #folders: PythonFolders;
  readonly #tools: InstallTools;

  constructor(place: InstallationPlace, folders: PythonFolders, tools: InstallTools) {
    this.program = join(folders.folder, 'bin', 'python');
    this.#place = place;
    this.#folders = folders;
    this.#tools = tools;
  }

  async make(program: string): Promise<void> {
    this.#tell('making an environment of Python');
    const end = await this.#run(program, ['-m', 'venv', '--clear', this.#folders.folder]);
    if (end.exitCode !== 0) throw this.#failure('Python could not make a virtual environment', end, venvRemedy);
  }

  async fetch(each: PinnedPackage): Promise<void> {
    const { packages, arriving } = this.#folders;
    const path = join(packages, each.file);
    if (await isPinned(path, each)) return;
    const stop = this.#watch(each);
    const end = await this.#pip('download', each, ['--no-cache-dir', '-d', arriving]).finally(stop);
    if (end.exitCode !== 0) throw this.#failure(`pip could not fetch ${each.requirement}`, end);
    if (!(await isPinned(join(arriving, each.file), each))) throw this.#wrongPackage(each);
    renameSync(join(arriving, each.file), path);
  }

  async install(each: PinnedPackage): Promise<void> {
    this.#tell(`installing ${nameOf(each)}`);
    const options = ['--no-index', '--find-links', this.#folders.packages, '--no-cache-dir'];
    const end = await this.#pip('install', each, options);
    if (end.exitCode !== 0) throw this.#failure(`pip could not install ${each.requirement}`, end);
  }

  async #pip(command: 'download' | 'install', each: PinnedPackage, options: readonly string[]): Promise<ProgramEnd> {
    const list = join(this.#folders.arriving, 'requirements.txt');
    writeFileSync(list, `${each.requirement} --hash=sha256:${each.sha256}\n`);
    // Without isolation nothing else is fetched to build it: the packages before it are there.
    const pinned = ['--require-hashes', '--no-deps', '--no-build-isolation', '-r', list];
    return this.#run(this.program, ['-m', 'pip', command, ...options, ...pinned]);
  }

  async #run(program: string, args: readonly string[]): Promise<ProgramEnd> {
    // Settings that would lead into another environment are left out.
    const { PYTHONHOME: _, PYTHONPATH: __, ...environment } = this.#tools.environment;
    return runToEnd(program, args, {
      environment: { ...environment, TMPDIR: this.#folders.arriving, PIP_USER: '0', PIP_NO_INPUT: '1' },
      signal: this.#tools.signal,
    });
  }

  /** pip says how far it is on terminals only; the file that it fetches stands in a folder of its own, of any name. */
  #watch(each: PinnedPackage): () => void {
    const tell = (): void => {
      const bytes = this.#bytesFetched(each);
      const isFetched = bytes === each.bytes;
      const progress = `fetching ${nameOf(each)}, ${megabytes(bytes)} of ${megabytes(each.bytes)} MB`;
      this.#tell(isFetched ? `unpacking ${nameOf(each)}` : progress);
    };
    tell();
    const timer = setInterval(tell, 1000);
    return () => clearInterval(timer);
  }

  #bytesFetched({ file }: PinnedPackage): number {
    const [found] = globSync(`*/${file}`, { cwd: this.#folders.arriving });
    const path = found === undefined ? undefined : join(this.#folders.arriving, found);
    return (path === undefined ? undefined : statSync(path, { throwIfNoEntry: false }))?.size ?? 0;
  }

  #tell(state: string): void {
    this.#tools.onState(`${this.#place.name}: ${state}`);
  }

  #failure(what: string, end: ProgramEnd, remedy?: string): StreamBenchError {
    return fetchFailure({ name: this.#place.name, what, end, ...(remedy !== undefined && { remedy }) });
  }

  #wrongPackage({ file }: PinnedPackage): StreamBenchError {
    return new StreamBenchError({
      kind: 'environment',
      where: this.#place.name,
      what: `pip fetched no ${file} of the content that it must have (by its SHA-256)`,
      remedy: 'Check the settings of pip, and run it again.',
    });
  }
}

function nameOf({ requirement }: PinnedPackage): string {
  return requirement.replace('==', ' ');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0);
}
