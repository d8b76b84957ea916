import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBoundedText } from './bounded-text.ts';
import { guardOutputs } from './output-guard.ts';
import { writeWhole } from './whole-file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-outputs-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function at(name: string): string {
  return join(directory, name);
}

function guard(path: string): void {
  guardOutputs([{ path, what: 'result', isOurs: () => false }], { inputs: [], force: false });
}

test('a FIFO stays, and its reader gets the text', async () => {
  execFileSync('mkfifo', [at('fifo')]);
  // More than a pipe holds at once.
  const whole = 'x'.repeat(200_000);
  const reader = spawn('cat', [at('fifo')], { stdio: ['ignore', 'pipe', 'ignore'] });
  const read = text(reader.stdout);
  guard(at('fifo'));
  const writing = new URL('whole-file.ts', import.meta.url).href;
  const code = `import { writeWhole } from '${writing}';
for (;;) {
  try { writeWhole(process.argv[1], 'x'.repeat(200_000)); break; }
  catch (error) { if (error.code !== 'ENXIO') throw error; }
}`;
  spawn(process.execPath, ['--input-type=module', '-e', code, at('fifo')], { stdio: 'inherit' });
  expect(await read).toBe(whole);
  expect(lstatSync(at('fifo')).isFIFO()).toBe(true);
});

test('a FIFO that nobody reads is refused at once, to write and to read', () => {
  execFileSync('mkfifo', [at('fifo')]);
  expect(() => writeWhole(at('fifo'), 'x')).toThrow('ENXIO');
  expect(() => readBoundedText(at('fifo'), { maxBytes: 10, remedy: '' })).toThrow('it is a device, a FIFO or a socket');
});

test('a device is written through', () => {
  guard('/dev/null');
  writeWhole('/dev/null', 'x');
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  symlinkSync('/dev/full', at('full'));
  expect(() => writeWhole(at('full'), 'x')).toThrow('ENOSPC');
  expect(readlinkSync(at('full'))).toBe('/dev/full');
});

test('a link stays, and its target is replaced, or made', () => {
  mkdirSync(at('elsewhere'));
  symlinkSync(join('elsewhere', 'target'), at('link'));
  for (const content of ['first', 'second']) {
    writeWhole(at('link'), content);
    expect(readlinkSync(at('link'))).toBe(join('elsewhere', 'target'));
    expect(readFileSync(at('elsewhere/target'), 'utf8')).toBe(content);
  }
  expect(readdirSync(at('elsewhere'))).toEqual(['target']);
});

test('a file that is not there has one name, whatever links lead to its folder', () => {
  mkdirSync(at('folder'));
  symlinkSync(at('folder'), at('link'));
  const outputs = ['folder/x', 'link/x'].map((name) => ({ path: at(name), what: 'page', isOurs: () => false }));
  expect(() => guardOutputs(outputs, { inputs: [], force: false })).toThrow('two outputs have this name');
});

test('a file keeps its permissions', () => {
  writeFileSync(at('private'), '');
  chmodSync(at('private'), 0o600);
  writeWhole(at('private'), 'x');
  expect(statSync(at('private')).mode & 0o777).toBe(0o600);
});

test('a file that has no end, though its size is 0, is read up to the size', () => {
  expect(() => readBoundedText('/proc/self/maps', { maxBytes: 10, remedy: '' })).toThrow('it has more than');
});
