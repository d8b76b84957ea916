import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dictionary } from './dictionary.ts';

describe('Dictionary', () => {
  test('gives each text one code, from 0 on', () => {
    const dictionary = new Dictionary();
    expect(['b', 'a', 'b', '', 'constructor', 'a'].map((text) => dictionary.encode(text))).toEqual([0, 1, 0, 2, 3, 1]);
    expect([0, 1, 2, 3].map((code) => dictionary.decode(code))).toEqual(['b', 'a', '', 'constructor']);
  });

  test('does not normalise: texts that look the same may differ', () => {
    const dictionary = new Dictionary();
    expect(dictionary.encode('\u00e9')).not.toBe(dictionary.encode('e\u0301'));
  });

  test('compares texts by their UTF-8 bytes, whose order differs from UTF-16', () => {
    const dictionary = new Dictionary();
    const texts = ['\u{1f600}', '\u{ff5e}'];
    expect(texts.toSorted()).toEqual(texts);
    const [emoji, fullwidth] = texts.map((text) => dictionary.encode(text));
    expect(Math.sign(dictionary.compare(fullwidth, emoji))).toBe(-1);
  });

  test('replaces each lone surrogate by U+FFFD: texts are equal if their bytes are', () => {
    const dictionary = new Dictionary();
    const codes = ['a\ud800', 'a\udfff', 'a\ufffd'].map((text) => dictionary.encode(text));
    expect(new Set(codes).size).toBe(1);
    expect(dictionary.decode(codes[0])).toBe('a\ufffd');
    // Two halves do not make one character: each was replaced when it came.
    const halves = ['\ud83d', '\ude00'].map((half) => dictionary.decode(dictionary.encode(half)));
    expect(halves.join('')).toBe('\ufffd\ufffd');
  });

  test('compares any texts as Buffer.compare does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        const dictionary = new Dictionary();
        const order = dictionary.compare(dictionary.encode(left), dictionary.encode(right));
        expect(order).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
      }),
    );
  });

  test('refuses texts that would fill memory', () => {
    const dictionary = new Dictionary(10, 5);
    dictionary.encode('abc');
    dictionary.encode('abc');
    dictionary.encode('de');
    expect(() => dictionary.encode('f')).toThrow('there are more than 5 characters in distinct texts');
  });

  test('refuses one text too many, and keeps the others', () => {
    const dictionary = new Dictionary(2);
    dictionary.encode('a');
    dictionary.encode('b');
    expect(() => dictionary.encode('c')).toThrow('there are more than 2 distinct texts');
    expect(dictionary.encode('b')).toBe(1);
  });
});
