import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import { writeWhole } from '../files/whole-file.ts';
import { cacheFolder } from './cache-folder.ts';
import { digestOf, pinsOf, type InstallationName, type Pins } from './pins.ts';

/** A finished installation. */
export interface Installation {
  readonly name: InstallationName;
  /** Of the engine, such as `4.4.0`. */
  readonly version: string;
  readonly folder: string;
  /**
   * Folder with all jars, for `java -cp '<jars>/*'`. Of spark these are its connectors to Kafka: its own ones are
   * `pysparkJars`.
   */
  readonly jars: string;
  /** Of spark only: the Python of its virtual environment. */
  readonly python?: string;
  /** Of spark only: the folder of its own jars. */
  readonly pysparkJars?: string;
}

/** `unfinished`: an install that ended early. `outdated`: of other pins. `damaged`: files are missing or changed. */
export type InstallationState = 'installed' | 'missing' | 'unfinished' | 'outdated' | 'damaged';

/** Which installation, and where. */
export interface InstallationPlace {
  readonly name: InstallationName;
  readonly pins: Pins;
  /** Of the installation itself. */
  readonly folder: string;
}

/** The place where the user's installation is, or will be. */
export function placeOf(name: InstallationName, cache = usersCacheFolder()): InstallationPlace {
  const pins = pinsOf[name];
  return { name, pins, folder: join(cache, `${name}-${pins.version}`) };
}

export function usersCacheFolder(): string {
  return cacheFolder(process.env, homedir());
}

/**
 * The installation, ready to be used. Takes milliseconds.
 *
 * @throws StreamBenchError with the command that mends it, if it is missing or not whole
 */
export function requireInstallation(name: InstallationName, cache = usersCacheFolder()): Installation {
  const place = placeOf(name, cache);
  const state = stateOf(place);
  if (state === 'installed') return installationAt(place);
  throw new StreamBenchError({
    kind: 'environment',
    what: stateInWords[state],
    where: name,
    remedy: `Install it: ${installCommand(name)}`,
  });
}

/** As in "kafka: …" and "kafka 4.4.0 …". */
export const stateInWords: Readonly<Record<Exclude<InstallationState, 'installed'>, string>> = {
  missing: 'not installed',
  unfinished: 'not installed to the end',
  outdated: 'installed by another version of stream-bench',
  damaged: 'installed, but files of it are missing or changed',
};

export function installCommand(...names: readonly InstallationName[]): string {
  return `stream-bench engine install ${names.join(' ')}`;
}

/** Written when all else is done: without it nothing counts as installed. */
export const markerFile = 'installed.json';

/** What a finished installation says of itself. */
interface Marker {
  /** Of its pins. */
  readonly digest: string;
  /** Folders in which nothing may change. */
  readonly contents: readonly FolderContent[];
  readonly python?: string;
  readonly pysparkJars?: string;
}

interface FolderContent {
  /** Relative to the installation, as are all paths here. */
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
}

/** Paths of what a virtual environment holds, relative to the installation. */
export interface PythonPaths {
  readonly python: string;
  readonly pysparkJars: string;
}

export function stateOf({ pins, folder }: InstallationPlace): InstallationState {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return 'missing';
  const marker = readMarker(folder);
  if (marker === undefined) return 'unfinished';
  if (marker.digest !== digestOf(pins)) return 'outdated';
  return isWhole(folder, marker) ? 'installed' : 'damaged';
}

/** The environment of an installation of which only other files are damaged; undefined if there is none. */
export function wholePython({ pins, folder }: InstallationPlace): PythonPaths | undefined {
  const marker = readMarker(folder);
  if (marker?.digest !== digestOf(pins)) return undefined;
  const { python, pysparkJars } = marker;
  if (python === undefined || pysparkJars === undefined) return undefined;
  const contents = marker.contents.filter(({ path }) => path === pysparkJars);
  return isWhole(folder, { ...marker, contents }) ? { python, pysparkJars } : undefined;
}

/** Says that the installation is finished. */
export function writeMarker({ pins, folder }: InstallationPlace, python: PythonPaths | undefined): void {
  const paths = ['jars', ...(python === undefined ? [] : [python.pysparkJars])];
  const contents = paths.map((path) => ({ path, ...contentOf(join(folder, path)) }));
  const marker: Marker = { digest: digestOf(pins), contents, ...python };
  writeWhole(join(folder, markerFile), `${JSON.stringify(marker, null, 2)}\n`);
}

function installationAt({ name, pins, folder }: InstallationPlace): Installation {
  const { python, pysparkJars } = readMarker(folder)!;
  return {
    name,
    version: pins.version,
    folder,
    jars: join(folder, 'jars'),
    ...(python !== undefined && { python: join(folder, python) }),
    ...(pysparkJars !== undefined && { pysparkJars: join(folder, pysparkJars) }),
  };
}

/** Undefined where there is none, or something else. */
function readMarker(folder: string): Marker | undefined {
  try {
    const marker = JSON.parse(readFileSync(join(folder, markerFile), 'utf8')) as Partial<Marker> | null;
    return typeof marker?.digest === 'string' && Array.isArray(marker.contents) ? (marker as Marker) : undefined;
  } catch {
    return undefined;
  }
}

/** By numbers and sizes of files: to read them would take seconds. */
function isWhole(folder: string, { contents, python }: Marker): boolean {
  try {
    // Follows the link to the Python that made the environment.
    if (python !== undefined) statSync(join(folder, python));
    return contents.every(({ path, files, bytes }) => {
      const found = contentOf(join(folder, path));
      return found.files === files && found.bytes === bytes;
    });
  } catch {
    return false;
  }
}

function contentOf(folder: string): { files: number; bytes: number } {
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
