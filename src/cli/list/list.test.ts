import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { loads } from '../../loads/index.ts';
import { workloads } from '../../workloads/index.ts';
import { list } from './list.ts';

const lines = stripVTControlCharacters(await list()).split('\n');

test('names and describes every workload and load', () => {
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

test('shows one listing only, if it is named', async () => {
  expect(stripVTControlCharacters(await list('loads'))).toMatch(/^Loads/);
  expect(await list()).toBe(`${await list('workloads')}\n${await list('loads')}`);
});

test('draws loads below their names, with an example', () => {
  const start = lines.findIndex((line) => line.startsWith('  step '));
  expect(lines.slice(start, start + 8)).toEqual([
    '  step      a rate, and from a time on (at) another one (to), for good or for',
    '            a time (for)',
    '            --load step:rate=20k,to=80k,at=5s',
    `            80k/s │${' '.repeat(13)}${'█'.repeat(37)}`,
    `                  │${' '.repeat(12)}▇${'█'.repeat(37)}`,
    `                  │${'▆'.repeat(12)}${'█'.repeat(38)}`,
    `                0 └${'─'.repeat(45)} 20 s`,
    '',
  ]);
});
