import { expect, test } from 'vitest';
import { exampleSettings } from './example-settings.test-program.ts';
import { longRunText } from './long-run.ts';

test.each([
  [1000, 500, /^$/],
  [290_000, 4999, /^$/],
  [25_000, 5000, /^$/],
  [25_001, 5000, /^This takes 3 minutes or more: 4 units of 25 s after 5 s of warm-up\. Before a unit/],
  [1100, 3_600_000, /^This takes 241 minutes or more: 4 units of 1\.1 s after 3600 s of warm-up\. Before a unit/],
  [null, 3_600_000, /^$/],
])('a run with units of %s ms after %d ms of warm-up is long, or not', (durationMs, warmUpMs, text) => {
  expect(longRunText({ ...exampleSettings, repetitions: 2, durationMs, warmUpMs }) ?? '').toMatch(text);
});
