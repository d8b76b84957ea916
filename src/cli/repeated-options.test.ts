import { expect, test } from 'vitest';
import { runProgram } from './program.ts';

async function stderrOf(...args: string[]): Promise<string> {
  let text = '';
  const stderr = { write: (part: string) => (text += part) };
  expect(await runProgram(args, { stdout: stderr, stderr, signal: new AbortController().signal })).toBe(1);
  return text;
}

test.each([
  [['run', '--rate', '5k', '--rate=6k'], '--rate'],
  [['sweep', '--json', '--json'], '--json'],
  [['recover', '--no-save', '--no-save'], '--no-save'],
  [['report', 'a.json', '--csv', 'a', '--csv', 'b'], '--csv'],
  [['list', '--verbose', '--verbose'], '--verbose'],
])('%s is refused', async (args, option) => {
  expect(await stderrOf(...args)).toBe(`error: option '${option}' is given twice. Leave one of them out.\n`);
});

test('an option of two values may be given in two parts', async () => {
  const args = ['run', 'x', '--bad-records', 'dead-letter', '--bad-records', 'file'];
  expect(await stderrOf(...args)).not.toContain('twice');
});
