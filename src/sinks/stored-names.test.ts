import { expect, test } from 'vitest';
import { storedNames } from './stored-names.ts';

test('most names stay as they are', () => {
  expect(storedNames({ key: 'text', 'two words': 'integer', '"': 'float', '': 'text' })).toEqual([
    'key',
    'two words',
    '"',
    '',
  ]);
});

test('a name that is taken, in upper or lower case, gets underscores until it is free', () => {
  expect(storedNames({ Cause: 'text', a: 'text', a_: 'text', A: 'text' })).toEqual(['Cause_', 'a', 'a_', 'A__']);
});

test('NUL and lone surrogates, which SQL text cannot hold, become U+FFFD', () => {
  expect(storedNames({ 'a\0': 'text', 'a\ud800': 'text' })).toEqual(['a\uFFFD', 'a\uFFFD_']);
});
