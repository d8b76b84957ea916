import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cachedInstallations, removeInstallations } from './cached-installations.ts';
import { markerFile, placeOf, requireInstallation, writeMarker, type PythonPaths } from './installation.ts';
import type { InstallationName } from './pins.ts';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'stream-bench-installation-'));
});
afterEach(() => {
  rmSync(cache, { recursive: true });
});

const paths: PythonPaths = { python: 'python/bin/python', pysparkJars: 'python/pyspark/jars' };

function write(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'a file');
}

/** Returns its folder. */
function make(name: InstallationName): string {
  const place = placeOf(name, cache);
  write(join(place.folder, 'jars', 'x.jar'));
  if (name === 'spark') {
    write(join(place.folder, paths.python));
    write(join(place.folder, paths.pysparkJars, 'y.jar'));
  }
  writeMarker(place, name === 'spark' ? paths : undefined);
  return place.folder;
}

test('an installation says where everything is', () => {
  const [kafka, spark] = [make('kafka'), make('spark')];
  expect(kafka).toMatch(/kafka-[\d.]+$/);
  expect(requireInstallation('kafka', cache)).toEqual({
    name: 'kafka',
    version: placeOf('kafka').pins.version,
    folder: kafka,
    jars: join(kafka, 'jars'),
  });
  expect(requireInstallation('spark', cache)).toMatchObject({
    jars: join(spark, 'jars'),
    python: join(spark, paths.python),
    pysparkJars: join(spark, paths.pysparkJars),
  });
});

test.each<[string, (folder: string) => void, string]>([
  ['is missing', (folder) => rmSync(folder, { recursive: true }), 'not installed'],
  ['has no marker', (folder) => rmSync(join(folder, markerFile)), 'not installed to the end'],
  ['has a broken marker', (folder) => truncateSync(join(folder, markerFile), 20), 'not installed to the end'],
  [
    'is of other pins',
    (folder) => writeFileSync(join(folder, markerFile), '{"digest":"another","contents":[]}'),
    'installed by another version of stream-bench',
  ],
  ['lost a jar', (folder) => rmSync(join(folder, 'jars', 'x.jar')), 'installed, but files'],
  ['has a jar cut off', (folder) => truncateSync(join(folder, 'jars', 'x.jar'), 2), 'installed, but files'],
  ['has a jar more', (folder) => write(join(folder, 'jars', 'z.jar')), 'installed, but files'],
  ['lost its Python', (folder) => rmSync(join(folder, paths.python)), 'installed, but files'],
])('one that %s is refused with the command that mends it', (_, damage, message) => {
  damage(make('spark'));
  expect(() => requireInstallation('spark', cache)).toThrow(`spark: ${message}`);
  expect(() => requireInstallation('spark', cache)).toThrow('\nInstall it: stream-bench engine install spark');
});

test('the cache folder may hold other versions, and other things', async () => {
  make('flink');
  write(join(cache, 'flink-0.9', 'jars', 'x.jar'));
  write(join(cache, 'flink-notes', 'x'));
  write(join(cache, 'flinky-2', 'x'));
  write(join(cache, 'flink-3'));
  const found = await cachedInstallations(cache);
  expect(found.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'kafka missing',
    'spark missing',
    'flink installed',
    'flink older',
  ]);
  expect(found.map(({ bytes }) => bytes > 0)).toEqual([false, false, true, true]);
});

test('all versions of an engine are removed, and nothing else', async () => {
  make('kafka');
  const flink = make('flink');
  write(join(cache, 'flink-0.9', 'jars', 'x.jar'));
  write(join(cache, 'flink-notes', 'x'));
  expect(removeInstallations('flink', cache).toSorted()).toEqual(['0.9', placeOf('flink').pins.version]);
  expect(() => requireInstallation('flink', cache)).toThrow('not installed');
  expect(removeInstallations('flink', cache)).toEqual([]);
  expect(requireInstallation('kafka', cache).name).toBe('kafka');
  expect((await cachedInstallations(cache)).some(({ folder }) => folder === flink)).toBe(true);
});
