import { expect, test } from 'vitest';
import { exampleSettings } from './example-settings.test-program.ts';
import { longRunText } from './long-run.ts';

const { configurations } = exampleSettings;

test.each([
  [1000, 500, undefined],
  [29_000, 1000, undefined],
  [29_000, 1001, 'This takes 3 minutes or more: 4 units of 29 s after 1 s of warm-up.'],
  [
    1100,
    3_600_000,
    /^This takes 241 minutes or more: 4 units of 1\.1 s after 3600 s of warm-up\. That is long because/,
  ],
  [null, 3_600_000, undefined],
])('a run with units of %s ms after %d ms of warm-up is long, or not', (durationMs, warmUpMs, text) => {
  const found = longRunText({ ...exampleSettings, configurations, repetitions: 2, durationMs, warmUpMs });
  if (typeof text === 'object') expect(found).toMatch(text);
  else expect(found).toBe(text);
});
