import { expect, test } from 'vitest';
import { exampleResult, exampleUnit, excluded } from '../../results/example.test-program.ts';
import type { OutputOptions } from '../options/output-options.ts';
import { deliverOutcome } from './deliver.ts';

function printed(isTTY: boolean, options: Partial<OutputOptions>): { out: string; err: string } {
  const texts = { out: '', err: '' };
  const result = exampleResult({
    units: [0, 1].map((repetition) => exampleUnit({ repetition, ...excluded('a pause') })),
  });
  deliverOutcome(
    { result, problem: undefined },
    undefined,
    { save: false, ...options },
    {
      stdout: { write: (text) => (texts.out += text) },
      stderr: { isTTY, write: (text) => (texts.err += text) },
      signal: new AbortController().signal,
    },
  );
  return texts;
}

test('progress ends with what is excluded, folded by reason, where no report tells it', () => {
  expect(printed(true, { json: true }).err).toBe('2 of 2 units excluded:\n  2 units of continuous: a pause\n');
  expect(JSON.parse(printed(true, { json: true }).out)).toMatchObject({ units: { length: 2 } });
  expect(printed(true, {}).err).toBe('');
  expect(printed(true, {}).out).toContain('2 units of continuous: a pause\n');
});

test.each<[boolean, Partial<OutputOptions>]>([
  [false, { json: true }],
  [true, { json: true, quiet: true }],
])('no progress, no end of it: terminal %s, %j', (isTTY, options) => {
  expect(printed(isTTY, options).err).toBe('');
});
