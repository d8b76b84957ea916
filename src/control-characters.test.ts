import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { escapeAllControls, escapeControls, escapeForeignControls } from './control-characters.ts';

const shown: readonly [string, string][] = [
  ['\u001b[2J', '\\u001b[2J'],
  ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
  ['\u009b31m', '\\u009b31m'],
  ['a\rb\bc\u0000\u007f', 'a\\rb\\u0008c\\u0000\\u007f'],
  ['a\u2028\u202eb\u2069', 'a\\u2028\\u202eb\\u2069'],
  ['Zürich ✓ 日本 👩‍🚀 ­ \\n', 'Zürich ✓ 日本 👩‍🚀 ­ \\n'],
];

test.each([...shown, ['a\nb\tc', 'a\\nb\\tc'], ['\u001b[31mred', '\\u001b[31mred']])(
  '%j is shown as %s',
  (text, escaped) => {
    expect(escapeControls(text)).toBe(escaped);
  },
);

test.each([
  ...shown,
  ['a\nb\tc', 'a\nb\tc'],
  ['\u001b[31mred\u001b[39m', '\u001b[31mred\u001b[39m'],
  ['\u001b[5mblinking', '\\u001b[5mblinking'],
])('%j is shown in a report as %s', (text, escaped) => {
  expect(escapeForeignControls(text)).toBe(escaped);
});

test('the colours of reports stay', () => {
  const report = new Chalk({ level: 3 }).red.bold('x');
  expect(escapeForeignControls(report)).toBe(report);
});

test('all texts in data are escaped, and nothing else is changed', () => {
  expect(escapeAllControls({ a: 'x\ny', b: [1, null, { c: '\u001b', d: true }], e: undefined })).toEqual({
    a: 'x\\ny',
    b: [1, null, { c: '\\u001b', d: true }],
    e: undefined,
  });
});
