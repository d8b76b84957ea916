import { openSync, closeSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { watchResources } from './resources.ts';

interface Files {
  readonly '/proc/self/io'?: string;
  readonly '/proc/stat'?: string;
}

function between(before: Files, after: Files): ReturnType<ReturnType<typeof watchResources>> {
  let files = before;
  const resources = watchResources((path) => files[path as keyof Files] ?? expect.fail(`there is no ${path}`));
  files = after;
  return resources();
}

/** /proc/stat as Linux writes it; the rows after those of the processors are left out but for one. */
function stat(...steal: readonly number[]): string {
  const row = (name: string, ticks: number): string => `${name} 1107952 46962 328455 931429 8014 0 3468 ${ticks} 0 0\n`;
  return `${row(
    'cpu ',
    steal.reduce((sum, ticks) => sum + ticks, 0),
  )}${steal.map((ticks, processor) => row(`cpu${processor}`, ticks)).join('')}intr 5 6 7\n`;
}

function io(wchar: number): string {
  const bytes = `rchar: 6976\nwchar: ${wchar}\n`;
  return `${bytes}syscr: 10\nsyscw: 3\nread_bytes: 0\nwrite_bytes: 99\ncancelled_write_bytes: 0\n`;
}

describe('written bytes', () => {
  test('are those passed to write calls between the two readings', () => {
    expect(between({ '/proc/self/io': io(1000) }, { '/proc/self/io': io(54_321) }).writtenBytes).toBe(53_321);
  });

  test('are null if the system does not report them', () => {
    expect(between({}, {}).writtenBytes).toBeNull();
    expect(between({ '/proc/self/io': io(1) }, {}).writtenBytes).toBeNull();
    expect(between({ '/proc/self/io': 'rchar: 5\n' }, { '/proc/self/io': 'rchar: 5\n' }).writtenBytes).toBeNull();
  });

  test('are those that this process writes, on Linux', { skip: process.platform !== 'linux' }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'stream-bench-resources-'));
    const file = openSync(join(folder, 'file'), 'w');
    const resources = watchResources();
    writeSync(file, Buffer.alloc(123_456));
    const { writtenBytes } = resources();
    closeSync(file);
    rmSync(folder, { recursive: true });
    expect(writtenBytes).toBeGreaterThanOrEqual(123_456);
    expect(writtenBytes).toBeLessThan(150_000);
  });
});

describe('stolen time', () => {
  test('is that of the processor that lost most, in microseconds', () => {
    expect(between({ '/proc/stat': stat(21_268, 5) }, { '/proc/stat': stat(21_270, 9) }).stolenMicros).toBe(40_000);
    expect(between({ '/proc/stat': stat(3) }, { '/proc/stat': stat(3) }).stolenMicros).toBe(0);
  });

  test('is null if the system does not report it', () => {
    expect(between({}, {}).stolenMicros).toBeNull();
    expect(between({ '/proc/stat': stat(1) }, { '/proc/stat': 'intr 5\n' }).stolenMicros).toBeNull();
    expect(between({ '/proc/stat': 'cpu0 1 2 3\n' }, { '/proc/stat': 'cpu0 1 2 3\n' }).stolenMicros).toBeNull();
  });

  test('does not count on a processor that was not there before', () => {
    expect(between({ '/proc/stat': stat(1) }, { '/proc/stat': stat(2, 500) }).stolenMicros).toBe(10_000);
  });

  test('is read from this machine, on Linux', { skip: process.platform !== 'linux' }, () => {
    expect(readFileSync('/proc/stat', 'latin1')).toMatch(/^cpu0 /m);
    expect(watchResources()().stolenMicros).toBeGreaterThanOrEqual(0);
  });
});

test('processor time is that of this process between the two readings', () => {
  const resources = watchResources();
  const until = process.cpuUsage().user + 20_000;
  while (process.cpuUsage().user < until);
  expect(resources().cpuMicros).toBeGreaterThanOrEqual(20_000);
});
