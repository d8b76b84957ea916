import { expect, test } from 'vitest';
import { runProgram } from './program.ts';

async function stderrOf(arg: string, isTTY: boolean): Promise<string> {
  const lines: string[] = [];
  const write = (text: string): unknown => lines.push(text);
  await runProgram(['run', arg], { stdout: { write }, stderr: { isTTY, write }, signal: new AbortController().signal });
  return lines.join('');
}

test('no text from outside moves the cursor of a terminal, whoever prints it', async () => {
  // Told by the library that parses the command line.
  expect(await stderrOf('--\u001b[2J\u0007', true)).toBe("error: unknown option '--\\u001b[2J\\u0007'\n");
  expect(await stderrOf('\u001b[2J\n', true)).toMatch(/^error: there is no workload '\\u001b\[2J\\n'\n/);
});

test('another program gets what there is', async () => {
  expect(await stderrOf('--\u001b[2J', false)).toBe("error: unknown option '--\u001b[2J'\n");
});
