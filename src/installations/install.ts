import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf, StreamBenchError } from '../errors.ts';
import type { FoundProgram } from './needed-programs.ts';
import { fetchJars } from './jars.ts';
import type { InstallTools } from './install-tools.ts';
import { lockInstallation } from './installation-lock.ts';
import { markerFile, stateOf, wholePython, writeMarker, type InstallationPlace } from './installation.ts';
import { makePythonEnvironment } from './python-environment.ts';
import type { Pins } from './pins.ts';

/** For what is not checked yet: what is in it is lost when an install ends. */
const arrivingFolder = 'arriving';
/** Of Python's packages, while they are installed: packed, unpacked, built and in place. 5.0 were seen. */
const buildFactor = 6;

/**
 * Installs an engine, or what of it is missing. Whatever ends it early, the installation does not count as finished,
 * and what was fetched is kept.
 *
 * @returns false if it was installed already
 * @throws StreamBenchError for a program that fails, a full disk, a wrong checksum, or another install at the same
 *   time; the signal's AbortError
 */
export async function install(
  place: InstallationPlace,
  programs: readonly FoundProgram[],
  tools: InstallTools,
): Promise<boolean> {
  tools.signal.throwIfAborted();
  if (stateOf(place) === 'installed') return false;
  const release = lockInstallation(place.name, dirname(place.folder));
  try {
    // Another process may have finished it since the first look.
    if (stateOf(place) !== 'installed') await installLocked(place, programs, tools);
    return true;
  } catch (error) {
    throw asDiskError(place, error);
  } finally {
    release();
  }
}

async function installLocked(
  place: InstallationPlace,
  programs: readonly FoundProgram[],
  tools: InstallTools,
): Promise<void> {
  const arriving = join(place.folder, arrivingFolder);
  const keptPython = wholePython(place);
  requireSpace(place, keptPython === undefined ? place.pins.packages : [], tools);
  // The marker says where a whole Python is, and so it stays; the missing jars show that the rest is not there.
  if (keptPython === undefined) rmSync(join(place.folder, markerFile), { force: true });
  rmSync(arriving, { recursive: true, force: true });
  mkdirSync(arriving, { recursive: true });
  try {
    await fetchJars(place, arriving, tools);
    const python = programs.find(({ name }) => name === 'Python');
    const setup = { program: python?.program ?? 'python3', arriving };
    const needsPython = place.pins.packages.length > 0 && keptPython === undefined;
    const paths = needsPython ? await makePythonEnvironment(place, setup, tools) : keptPython;
    rmSync(arriving, { recursive: true });
    writeMarker(place, paths);
  } finally {
    rmSync(arriving, { recursive: true, force: true });
  }
}

function requireSpace(
  { name, pins, folder }: InstallationPlace,
  packages: Pins['packages'],
  { freeBytes }: InstallTools,
): void {
  // Jars are there twice meanwhile, once in Maven's own folder.
  const needed = 2 * bytesOf(pins.jars) + buildFactor * bytesOf(packages);
  const cache = dirname(folder);
  const free = freeBytes(cache);
  if (free >= needed) return;
  throw new StreamBenchError({
    kind: 'environment',
    where: name,
    what: `it needs ${gigabytes(needed)} GB in ${cache} while it is installed, and ${gigabytes(free)} GB are free`,
    remedy: 'Make room, or set XDG_CACHE_HOME to a folder on another disk.',
  });
}

function bytesOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

/** A fault of the disk, such as ENOSPC, is no fault of the program. */
function asDiskError({ name, folder }: InstallationPlace, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  const what = `${folder} cannot be written (${reasonOf(error)})`;
  const remedy = 'Make room or give the right to it, or set XDG_CACHE_HOME to another folder.';
  return new StreamBenchError({ kind: 'environment', where: name, what, remedy }, error);
}
