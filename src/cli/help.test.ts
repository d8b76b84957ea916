import { expect, test } from 'vitest';
import { commandsFor } from './commands.ts';
import { runProgram } from './program.ts';

const { signal } = new AbortController();
const silent = { stdout: { write: () => true }, stderr: { write: () => true }, signal };

test.each(Object.keys(commandsFor(silent, () => {})))('the help of %s fits 80 columns', async (name) => {
  let help = '';
  const stdout = { columns: 80, isTTY: true, write: (text: string) => (help += text) };
  await runProgram([name, '--help'], { ...silent, stdout });
  expect(help).toContain(`stream-bench ${name}`);
  expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
});
