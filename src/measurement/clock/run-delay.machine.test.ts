import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { watchRunDelay, watchThread } from './run-delay.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-delay-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the run delay of a thread', () => {
  test('is what the system adds to it, taken piece by piece', () => {
    const path = join(folder, 'schedstat');
    writeFileSync(path, '80329 2674775 2\n');
    const delay = watchRunDelay(path);
    writeFileSync(path, '90000 5674775 5\n');
    expect([delay.take(1e9), delay.take(1e9)]).toEqual([3_000_000, 0]);
    writeFileSync(path, '90000 9674775 7\n');
    expect(delay.rest()).toEqual({ nanos: 4_000_000, pieces: 5 });
    expect(delay.take(1_000_000)).toBe(1_000_000);
    expect(delay.rest()).toEqual({ nanos: 3_000_000, pieces: 5 });
  });

  test('is less what the thread has seen pass while it was idle, which stays in the rest', () => {
    const path = join(folder, 'schedstat');
    writeFileSync(path, '0 0 0');
    const delay = watchRunDelay(path);
    delay.leaveOut(20_000_000);
    writeFileSync(path, '0 20000000 100');
    expect(delay.take(40_000_000)).toBe(0);
    writeFileSync(path, '0 25000000 101');
    expect(delay.take(40_000_000)).toBe(5_000_000);
    expect(delay.rest()).toEqual({ nanos: 20_000_000, pieces: 101 });
  });

  test('is less what short invocations had, which stays in the rest', () => {
    const path = join(folder, 'schedstat');
    writeFileSync(path, '0 0 0');
    const delay = watchRunDelay(path);
    writeFileSync(path, '0 400000 20');
    for (let invocation = 0; invocation < 10; invocation++) delay.leaveOutShort(50_000);
    writeFileSync(path, '0 2400000 21');
    expect(delay.take(3_000_000)).toBe(2_000_000);
    expect(delay.rest()).toEqual({ nanos: 400_000, pieces: 21 });
  });

  test('is unknown where the system does not report it', () => {
    const delay = watchRunDelay(join(folder, 'missing'));
    expect([delay.take(1e9), delay.rest()]).toEqual([0, null]);
    writeFileSync(join(folder, 'other'), 'nothing of that kind');
    expect(watchRunDelay(join(folder, 'other')).rest()).toBeNull();
  });

  test.runIf(existsSync('/proc/thread-self/schedstat'))('is read from this system', () => {
    expect(watchRunDelay().rest()!.nanos).toBeGreaterThanOrEqual(0);
  });
});

test('the delay of another thread is what the system adds to its own, and none where that is not known', () => {
  const path = join(folder, 'schedstat');
  writeFileSync(path, '1 200 2');
  const delay = watchThread(path);
  writeFileSync(path, '1 700 5');
  expect(delay()).toEqual({ nanos: 500, pieces: 3 });
  for (const unknown of [null, join(folder, 'missing')])
    expect(watchThread(unknown)()).toEqual({ nanos: 0, pieces: 0 });
});
