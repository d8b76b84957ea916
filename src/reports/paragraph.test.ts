import { expect, test } from 'vitest';
import { listItem, paragraph } from './paragraph.ts';

test('a paragraph is cut between words, at 79 columns, without spaces at the ends of lines', () => {
  expect(paragraph(`${'a'.repeat(40)} ${'b'.repeat(38)} ${'c'.repeat(40)} ${'d'.repeat(39)} e`)).toBe(
    `${'a'.repeat(40)} ${'b'.repeat(38)}\n${'c'.repeat(40)}\n${'d'.repeat(39)} e`,
  );
});

test('a word longer than a line is broken', () => {
  expect(paragraph('x'.repeat(100))).toBe(`${'x'.repeat(79)}\n${'x'.repeat(21)}`);
});

test('a list item hangs', () => {
  expect(listItem(`${'a'.repeat(75)} b c`)).toBe(`  ${'a'.repeat(75)}\n    b c`);
});
