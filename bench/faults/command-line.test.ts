import { expect, test } from 'vitest';
import { programFor } from '../../src/cli/program.ts';
import { optionsWithoutValues } from './command-line.ts';

test('random command lines know a right value of every option', async () => {
  const silent = { write: () => true };
  const program = await programFor({ stdout: silent, stderr: silent, signal: AbortSignal.abort() }, () => {});
  expect(optionsWithoutValues(program)).toEqual([]);
});
