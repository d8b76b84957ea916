import { expect, test } from 'vitest';
import { glanceAtMachine, glanceText } from './glance.ts';

const quiet = { takenShare: 0, pauses: 0, longestMicros: 20 };
const held = { takenShare: 0.12, pauses: 3, longestMicros: 8_000 };
const never = new AbortController().signal;

test('says nothing of a quiet machine', () => {
  expect(glanceText({ idle: { ...quiet, durationMs: 500 }, use: { others: 0.02, stolen: 0 } })).toBeUndefined();
});

test('names what was seen, in one line', () => {
  expect(glanceText({ idle: { ...held, durationMs: 2000 }, use: { others: 0.48, stolen: 0 } })).toBe(
    "this machine is busy: load by other programs 48 % of all processors' time; " +
      'pauses of an idle program 12 % of 2 s, the longest 8.0 ms; above 1 ms: 3. ' +
      'Figures that this may move too far are excluded. To have all, end other programs, or use a quieter machine; ' +
      'stream-bench doctor watches it for longer.',
  );
});

test('looks for two seconds where the machine is busy', async () => {
  const { idle } = await glanceAtMachine(never, () => held);
  expect(idle).toMatchObject({ pauses: 60, durationMs: 2000 });
  expect(idle.takenShare).toBeCloseTo(0.12, 9);
});

test('looks no further once it is interrupted', async () => {
  expect((await glanceAtMachine(AbortSignal.abort(), () => held)).idle.durationMs).toBe(0);
});
