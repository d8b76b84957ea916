import { expect, test } from 'vitest';
import { programFor } from '../../src/cli/program.ts';
import { Choices } from './choices.ts';
import { optionsWithoutValues, randomCommandLine } from './command-line.ts';

const silent = { write: () => true };
const terminal = { stdout: silent, stderr: silent, signal: AbortSignal.abort() };

test('random command lines call commands of two names too', async () => {
  const program = await programFor(terminal, () => {});
  const lines = Array.from({ length: 500 }, (_, index) => randomCommandLine(new Choices(1, index), program).join(' '));
  for (const call of ['engine install kafka', 'engine remove kafak', 'engine list'])
    expect(lines.filter((line) => line.startsWith(call))).not.toEqual([]);
});

test('random command lines know a right value of every option', async () => {
  const program = await programFor(terminal, () => {});
  expect(optionsWithoutValues(program)).toEqual([]);
});
