import { mkdtempSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SpilledNumbers } from './spilled-numbers.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-spill-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each([0, 5, 65_536, 3_000_001])('%d numbers come back in their order, more than once', async (count) => {
  const path = join(folder, 'numbers');
  const numbers = new SpilledNumbers(path);
  for (let value = 0; value < count; value++) numbers.push(value / 3);
  for (let pass = 0; pass < 2; pass++) {
    let next = 0;
    let wrong = 0;
    for (const piece of numbers.pieces()) for (const value of piece) if (value !== next++ / 3) wrong++;
    expect([next, wrong]).toEqual([count, 0]);
  }
  await numbers.close();
  expect(existsSync(path)).toBe(false);
});

test('a file that is there already is not written over', () => {
  const path = join(folder, 'numbers');
  const first = new SpilledNumbers(path);
  expect(() => new SpilledNumbers(path)).toThrow('EEXIST');
  void first.close();
});
