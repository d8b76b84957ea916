import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clearAbandonedFolders, isGone, makeTemporaryFolder, ownerIn, type Owner } from './temporary-folder.ts';

const program = join(import.meta.dirname, 'fixtures', 'makes-a-folder.test-program.ts');

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'stream-bench-folders-'));
});
afterEach(() => {
  rmSync(temporary, { recursive: true });
});

/** The folder of a process that was killed. */
async function abandoned(): Promise<string> {
  const child = spawn(process.execPath, [program, temporary], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [folder] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  child.kill('SIGKILL');
  await once(child, 'close');
  return folder;
}

describe('folders of processes that are gone', () => {
  test('are cleared away with what is in them; those of others stay', async () => {
    const folder = await abandoned();
    writeFileSync(join(folder, 'stream.db'), '');
    const own = makeTemporaryFolder(temporary);
    await clearAbandonedFolders(temporary);
    expect(readdirSync(temporary)).toEqual([basename(own)]);
  });

  test('are not taken for a file, a link, or a folder that somebody else has named', async () => {
    const name = basename(await abandoned());
    rmSync(join(temporary, name), { recursive: true });
    const elsewhere = join(temporary, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(temporary, name), 'dir');
    writeFileSync(join(temporary, name.replace(/.$/, '-')), '');
    mkdirSync(join(temporary, 'stream-bench-results'));
    const before = readdirSync(temporary);
    await clearAbandonedFolders(temporary);
    expect(readdirSync(temporary)).toEqual(before);
  });

  test('are not looked for where there is no folder', async () => {
    await expect(clearAbandonedFolders(join(temporary, 'missing'))).resolves.toBeUndefined();
  });
});

describe('the owner of a folder', () => {
  const here: Owner = { place: '0a0a0a0a', boot: '0b0b0b0b', number: 1, start: '5' };
  const startOf = (number: number): string | undefined => (number === 7 ? '123' : undefined);
  const owner: Owner = { ...here, number: 7, start: '123' };

  test('stands in its name', () => {
    const found = ownerIn(basename(makeTemporaryFolder(temporary)));
    expect(found).toMatchObject({ number: process.pid });
    expect(ownerIn('stream-bench-Ab3xyZ')).toBeUndefined();
  });

  test('is gone where its process is, or where its number now belongs to another one', () => {
    expect(isGone(owner, here, startOf)).toBe(false);
    expect(isGone({ ...owner, number: 8 }, here, startOf)).toBe(true);
    expect(isGone({ ...owner, start: '122' }, here, startOf)).toBe(true);
  });

  test('is gone after the machine has started anew', () => {
    expect(isGone({ ...owner, boot: '0c0c0c0c' }, here, startOf)).toBe(true);
  });

  test('may live where nothing is known of it: on another machine, or in another container', () => {
    expect(isGone({ ...owner, place: '0d0d0d0d', number: 8 }, here, startOf)).toBe(false);
  });
});
