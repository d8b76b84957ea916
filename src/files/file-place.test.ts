import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filePlace } from './file-place.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'stream-bench-place-')));
  mkdirSync(join(folder, 'data', 'deep'), { recursive: true });
  symlinkSync(join(folder, 'data', 'deep'), join(folder, 'link'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('what is not there', () => {
  test('is where the system would make it: `..` behind a link leaves the folder that it leads to', () => {
    writeFileSync(join(folder, 'result.json'), 'of somebody');
    const path = join(folder, 'data', 'result.json');
    expect(filePlace(`${folder}/link/../result.json`)).toEqual({ path, kind: 'nothing', identity: path });
  });

  test('is where a link leads, from the folder in which that link is', () => {
    symlinkSync('../res.json', join(folder, 'data', 'deep', 'out.json'));
    expect(filePlace(join(folder, 'link', 'out.json')).path).toBe(join(folder, 'data', 'res.json'));
  });

  test('may be in folders that are not there either', () => {
    expect(filePlace(join(folder, 'link', 'a', 'b.json')).path).toBe(join(folder, 'data', 'deep', 'a', 'b.json'));
  });
});

test('a file has one identity by all its names', () => {
  writeFileSync(join(folder, 'data', 'rows.csv'), '');
  const [direct, linked] = ['data/rows.csv', 'link/../rows.csv'].map((name) => filePlace(`${folder}/${name}`));
  expect(linked).toEqual(direct);
  expect(direct).toMatchObject({ path: join(folder, 'data', 'rows.csv'), kind: 'file' });
});
