import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { loads } from '../loads/index.ts';
import { workloads } from '../workloads/index.ts';
import { list } from './list.ts';

const lines = stripVTControlCharacters(list()).split('\n');

test('names every workload and load, with what it is', () => {
  for (const name of [...Object.keys(workloads), ...Object.keys(loads)]) {
    expect(lines.filter((line) => line.startsWith(`  ${name} `))).toHaveLength(1);
  }
  expect(lines).toContain('  constant  evenly spaced records, at the rate given');
});

test('fits into 80 columns, without spaces at the ends of lines', () => {
  expect(lines.filter((line) => line.length > 80 || line.endsWith(' '))).toEqual([]);
});

test('indents the second and further lines of a description below the first', () => {
  const first = lines.find((line) => line.startsWith('  fraud'))!;
  const column = first.indexOf('Card');
  expect(lines[lines.indexOf(first) + 1]).toMatch(new RegExp(`^ {${column}}\\S`));
});
