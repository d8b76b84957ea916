import { expect, test } from 'vitest';
import { runProgram } from './program.ts';

async function stderrOf(arg: string, isTTY: boolean): Promise<string> {
  const lines: string[] = [];
  const write = (text: string): unknown => lines.push(text);
  await runProgram(['run', arg], { stdout: { write }, stderr: { isTTY, write }, signal: new AbortController().signal });
  return lines.join('');
}

test('control characters are escaped on a terminal, whoever prints them', async () => {
  // Commander prints this error itself.
  expect(await stderrOf('--\u001b[2J\u0007', true)).toBe("error: unknown option '--\\u001b[2J\\u0007'\n");
  expect(await stderrOf('\u001b[2J\n', true)).toMatch(/^error: .*'\\u001b\[2J\\n'\n/);
});

test('another program gets the text unchanged', async () => {
  expect(await stderrOf('--\u001b[2J', false)).toBe("error: unknown option '--\u001b[2J'\n");
});
