import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import { isPinned } from './checksum.ts';
import { runToEnd } from './run-to-end.ts';
import { fetchFailure } from './fetch-failure.ts';
import type { InstallationPlace } from './installation.ts';
import type { InstallTools } from './install-tools.ts';
import { jarFile, type PinnedJar } from './pins.ts';
import { copyArguments, pomOf } from './pom.ts';

/**
 * Fills the folder `jars` of an installation by Maven: each jar comes there once its checksum is right, so that those
 * that are there need not be fetched again.
 *
 * @param arriving a folder for files that are not checked yet
 */
export async function fetchJars(place: InstallationPlace, arriving: string, tools: InstallTools): Promise<void> {
  const jars = join(place.folder, 'jars');
  mkdirSync(jars, { recursive: true });
  removeOthers(jars, place.pins.jars.map(jarFile));
  const missing = await missingOf(place.pins.jars, jars);
  if (missing.length === 0) return;
  await copyByMaven(place, { missing, arriving }, tools);
  const wrong = await missingOf(missing, arriving);
  for (const jar of missing) {
    if (!wrong.includes(jar)) renameSync(join(arriving, jarFile(jar)), join(jars, jarFile(jar)));
  }
  if (wrong.length > 0) throw wrongJar(place, wrong[0]);
}

/** Jars of other versions would be found by Java as well. */
function removeOthers(folder: string, names: readonly string[]): void {
  const others = readdirSync(folder).filter((name) => !names.includes(name));
  for (const name of others) rmSync(join(folder, name), { recursive: true });
}

/** Those that are not there, or have another content. */
async function missingOf(jars: readonly PinnedJar[], folder: string): Promise<PinnedJar[]> {
  const missing: PinnedJar[] = [];
  for (const jar of jars) if (!(await isPinned(join(folder, jarFile(jar)), jar))) missing.push(jar);
  return missing;
}

async function copyByMaven(
  { name }: InstallationPlace,
  { missing, arriving }: { readonly missing: readonly PinnedJar[]; readonly arriving: string },
  { environment, signal, onState }: InstallTools,
): Promise<void> {
  const awaited = new Set(missing.map(jarFile));
  const tell = (): void => onState(`${name}: fetching jars, ${missing.length - awaited.size} of ${missing.length}`);
  tell();
  const pom = join(arriving, 'pom.xml');
  writeFileSync(pom, pomOf({ artifacts: missing.map(({ artifact }) => artifact), withDependencies: false }));
  const end = await runToEnd('mvn', copyArguments(pom, arriving), {
    environment,
    signal,
    onLine(line) {
      // Those that Maven has already are only copied.
      const [, file] = /^\[INFO\] (?:Downloaded from .*\/|Copying )([^/ ]+\.jar)\b/.exec(line) ?? [];
      if (file !== undefined && awaited.delete(file)) tell();
    },
  });
  if (end.exitCode !== 0) throw fetchFailure({ name, what: 'Maven could not fetch its jars', end });
}

function wrongJar({ name }: InstallationPlace, jar: PinnedJar): StreamBenchError {
  return new StreamBenchError({
    kind: 'environment',
    where: name,
    what: `${jarFile(jar)} came without the content that it must have (by its SHA-256)`,
    remedy: `Delete ${jar.artifact} from Maven's local repository (~/.m2), and run it again.`,
  });
}
