import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { processNumbersIn } from '../engines/process-numbers.test-program.ts';
import { isRunning } from '../processes/running.ts';
import { FakePrograms } from './fake-programs.test-program.ts';
import { install } from './install.ts';
import type { InstallTools } from './install-tools.ts';
import { stateOf, type InstallationPlace } from './installation.ts';
import type { Pins } from './pins.ts';

let folder: string;
let fake: FakePrograms;
let place: InstallationPlace;
let states: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-install-'));
  fake = new FakePrograms(join(folder, 'fake'));
  place = { name: 'spark', pins, folder: join(folder, 'cache', 'spark-1') };
  states = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Of the content that the fake programs write. */
function pinned(file: string): { bytes: number; sha256: string } {
  const content = `content of ${file}`;
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

const pins: Pins = {
  version: '1',
  jars: [
    { artifact: 'a.group:one:1', ...pinned('one-1.jar') },
    { artifact: 'b.group:two:2', ...pinned('two-2.jar') },
  ],
  packages: [
    { requirement: 'builder==3', file: 'builder-3.tar.gz', ...pinned('builder-3.tar.gz') },
    { requirement: 'pyspark==4', file: 'pyspark-4.tar.gz', ...pinned('pyspark-4.tar.gz') },
  ],
};
const packages = ['builder-3.tar.gz', 'pyspark-4.tar.gz'];
const all = ['builder-3.tar.gz', 'one-1.jar', 'pyspark-4.tar.gz', 'two-2.jar'];

async function installIt(changes: Partial<InstallTools> = {}): Promise<boolean> {
  const tools: InstallTools = {
    environment: fake.environment,
    signal: new AbortController().signal,
    onState: (state) => states.push(state),
    freeBytes: () => 1e12,
    ...changes,
  };
  return install(place, [{ name: 'Python', program: 'python3', version: '3.11.7' }], tools);
}

test('fetches and checks everything, and leaves only what is needed', async () => {
  expect(stateOf(place)).toBe('missing');
  expect(await installIt()).toBe(true);
  expect(stateOf(place)).toBe('installed');
  expect(fake.fetched()).toEqual(all);
  expect(readdirSync(place.folder).toSorted()).toEqual(['installed.json', 'jars', 'python']);
  expect(readdirSync(join(folder, 'cache'))).toEqual(['spark-1']);
  expect(states).toContain('spark: fetching jars, 2 of 2');
  expect(states).toContain('spark: installing pyspark 4');
});

test('does nothing where it is done', async () => {
  await installIt();
  fake.fetched();
  fake.mode = 'fails';
  expect(await installIt()).toBe(false);
});

describe('an install that fails', () => {
  test('says why, does not count as finished, and goes on later with what is missing', async () => {
    fake.mode = 'python fails';
    await expect(installIt()).rejects.toThrow(
      /^spark: pip could not fetch builder==3: Connection refused\nCheck the network/,
    );
    expect(stateOf(place)).toBe('unfinished');
    expect(fake.fetched()).toEqual(['one-1.jar', 'two-2.jar']);
    fake.mode = 'works';
    expect(await installIt()).toBe(true);
    expect(fake.fetched()).toEqual(packages);
  });

  test('tells the cause that Maven has, not its whole output', async () => {
    fake.mode = 'fails';
    await expect(installIt()).rejects.toThrow(/^spark: Maven could not fetch its jars: Unknown host\n.* is kept\.$/);
  });

  test('because Python came without venv says how to mend it', async () => {
    fake.mode = 'python3 fails';
    await expect(installIt()).rejects.toThrow(
      /^spark: Python could not make a virtual environment: ensurepip is not available\nInstall venv for it/,
    );
  });

  test('for want of space says so, before or meanwhile', async () => {
    await expect(installIt({ freeBytes: () => 10 })).rejects.toThrow(
      /^spark: it needs 0\.0 GB in .*, and 0\.0 GB are free\nMake room, or set XDG_CACHE_HOME/,
    );
    expect(existsSync(join(folder, 'cache'))).toBe(false);
    fake.mode = 'is full';
    await expect(installIt()).rejects.toThrow(/^spark: Maven could not fetch its jars: no space left on device\nMake/);
  });

  test('refuses a file of another content, though it keeps the others', async () => {
    fake.mode = 'writes-wrong';
    await expect(installIt()).rejects.toThrow(/^spark: one-1\.jar came without the content .*\nDelete a\.group:one:1 /);
    expect(readdirSync(join(place.folder, 'jars'))).toEqual([]);
    expect(stateOf(place)).toBe('unfinished');
  });

  test('where no folder can be made says so', async () => {
    writeFileSync(join(folder, 'cache'), '');
    await expect(installIt()).rejects.toThrow(/^.*spark\.lock: the lock cannot be made \(.*\)\nSet XDG_CACHE_HOME/);
  });
});

describe('an interrupt', () => {
  test.each(['hangs', 'python hangs'] as const)('ends all processes: %s', async (mode) => {
    fake.mode = mode;
    const controller = new AbortController();
    const ended = installIt({ signal: controller.signal });
    void ended.catch(() => {});
    await vi.waitUntil(() => processNumbersIn(fake.processes).length === 2, { timeout: 20_000 });
    const numbers = processNumbersIn(fake.processes);
    controller.abort();
    await expect(ended).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    await vi.waitUntil(() => !numbers.some(isRunning), { timeout: 5000 });
    expect(stateOf(place)).toBe('unfinished');
    expect(existsSync(join(place.folder, 'arriving'))).toBe(false);
    expect(readdirSync(join(folder, 'cache'))).toEqual(['spark-1']);
    fake.mode = 'works';
    await installIt();
    expect(stateOf(place)).toBe('installed');
  });

  test('before the start leaves nothing', async () => {
    await expect(installIt({ signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
    expect(stateOf(place)).toBe('missing');
  });
});

test('of two installs at once the second is refused', async () => {
  fake.mode = 'hangs';
  const controller = new AbortController();
  const first = installIt({ signal: controller.signal });
  void first.catch(() => {});
  await vi.waitUntil(() => existsSync(fake.processes), { timeout: 20_000 });
  await expect(installIt()).rejects.toThrow(/^spark: process \d+ on .* is installing or removing it\nWait for it, or/);
  controller.abort();
  await expect(first).rejects.toThrow(/aborted/);
});

describe('what is not whole any more', () => {
  beforeEach(async () => {
    await installIt();
    fake.fetched();
  });

  test('a jar that is cut off is fetched again, and it alone', async () => {
    truncateSync(join(place.folder, 'jars', 'one-1.jar'), 3);
    expect(stateOf(place)).toBe('damaged');
    expect(await installIt()).toBe(true);
    expect(fake.fetched()).toEqual(['one-1.jar']);
    expect(stateOf(place)).toBe('installed');
  });

  test('a lost Python is made anew', async () => {
    rmSync(join(place.folder, 'python', 'bin', 'python'));
    expect(stateOf(place)).toBe('damaged');
    await installIt();
    expect(fake.fetched()).toEqual(packages);
    expect(stateOf(place)).toBe('installed');
  });

  test('with other pins it is outdated: old jars go, those that stay are not fetched', async () => {
    const jars = [pins.jars[0], { artifact: 'b.group:two:3', ...pinned('two-3.jar') }];
    place = { ...place, pins: { ...pins, jars } };
    expect(stateOf(place)).toBe('outdated');
    await installIt();
    expect(fake.fetched()).toEqual([...packages, 'two-3.jar']);
    expect(readdirSync(join(place.folder, 'jars'))).toEqual(['one-1.jar', 'two-3.jar']);
  });
});
