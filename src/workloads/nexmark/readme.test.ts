import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nexmark } from './index.ts';

test('the README says for each of the 23 queries whether it is there', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const table = readme
    .split('\n')
    .flatMap((line) => /^\| (q\d+) \| (yes|adapted|missing) \| (.*)\|$/.exec(line)?.slice(1, 4) ?? []);
  const rows = Array.from({ length: table.length / 3 }, (_, row) => table.slice(3 * row, 3 * row + 3));
  expect(rows.map(([query]) => query)).toEqual(Array.from({ length: 23 }, (_, number) => `q${number}`));
  const there = rows.filter(([, state]) => state !== 'missing').map(([query]) => `nexmark:${query}`);
  expect(there).toEqual(Object.keys(nexmark));
  // An adapted or missing query has a reason.
  expect(rows.filter(([, state, why]) => state !== 'yes' && why === '')).toEqual([]);
});
