import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { rowTable, table, type Column } from './table.ts';

const columns: readonly Column[] = [
  { head: 'a long head', width: 6, align: 'left' },
  { head: 'n', width: 8, align: 'right' },
];
const cells = [['enrichment_v1', '(28,525,003']];

test('breaks what is too wide, and loses nothing', () => {
  expect(stripVTControlCharacters(table(columns, cells)).split('\n')).toEqual([
    'a long        n',
    'head',
    'enrich (28,525,',
    'ment_v      003',
    '1',
  ]);
});

test('cuts what is too wide where a row has one line, and says so', () => {
  expect(stripVTControlCharacters(rowTable(columns, cells)).split('\n')[1]).toBe('enric… (28,525…');
});
