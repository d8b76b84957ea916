import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** In characters. The formatter breaks code there, but neither comments nor texts. */
const longest = 120;

const top = join(import.meta.dirname, '..');

test(`no line of source or tests is longer than ${longest} characters`, () => {
  const files = globSync(['{src,bench,bin,docs}/**/*.{ts,js,css}', '*.ts'], { cwd: top });
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(longLines)).toEqual([]);
});

function longLines(file: string): string[] {
  const lines = readFileSync(join(top, file), 'utf8').split('\n');
  return lines.flatMap((line, index) => (Array.from(line).length > longest ? [`${file}:${index + 1}`] : []));
}
