import { expect, test } from 'vitest';
import { storedNames } from './stored-names.ts';

test('names stay as they are where they can', () => {
  expect(storedNames({ key: 'text', 'two words': 'integer', '"': 'float', '': 'text' })).toEqual([
    'key',
    'two words',
    '"',
    '',
  ]);
});

test('a name that is taken, in whatever case, gets an underscore until it is free', () => {
  expect(storedNames({ Cause: 'text', a: 'text', a_: 'text', A: 'text' })).toEqual(['Cause_', 'a', 'a_', 'A__']);
});

test('NUL and lone surrogates, which SQL text cannot hold, become U+FFFD', () => {
  expect(storedNames({ 'a\0': 'text', 'a\ud800': 'text' })).toEqual(['a\uFFFD', 'a\uFFFD_']);
});
