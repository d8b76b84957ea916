import { describe, expect, test } from 'vitest';
import { runProgram } from './program.ts';
import { guarded, type Terminal } from './terminal.ts';

async function stderrOf(arg: string, isTTY: boolean): Promise<string> {
  const lines: string[] = [];
  const write = (text: string): unknown => lines.push(text);
  await runProgram(['explain', arg], {
    stdout: { write },
    stderr: { isTTY, write },
    signal: new AbortController().signal,
  });
  return lines.join('');
}

test('control characters are escaped on a terminal, whoever prints them', async () => {
  // Commander prints this error itself.
  expect(await stderrOf('--\u001b[2J\u0007', true)).toBe("error: unknown option '--\\u001b[2J\\u0007'\n");
  expect(await stderrOf('\u001b[2J\n', true)).toMatch(/^error: .*'\\u001b\[2J\\n'\n/);
});

test('problems are in lines that fit a terminal; behind a pipe each is one line', async () => {
  const option = `--${'word '.repeat(30)}end`;
  const [shown, piped] = [await stderrOf(option, true), await stderrOf(option, false)];
  expect(shown.split('\n').filter((line) => line.length > 79)).toEqual([]);
  expect(piped).toBe(`error: unknown option '${option}'\n`);
  expect(shown.replaceAll('\n', ' ').replaceAll('  ', ' ')).toBe(piped.replaceAll('\n', ' '));
});

test('they are escaped in problems behind a pipe too, which often ends at a terminal', async () => {
  expect(await stderrOf('--\u001b[2J', false)).toBe("error: unknown option '--\\u001b[2J'\n");
});

test('what is typed begins no line of its own', async () => {
  expect(await stderrOf('--x\nerror: y', false)).toBe("error: unknown option '--x\\nerror: y'\n");
  expect(await stderrOf('--sqk', false)).toBe("error: unknown option '--sqk'\n(Did you mean --sql?)\n");
});

test('so are codes of colour that no report uses, such as for hidden text', async () => {
  expect(await stderrOf('--\u001b[8mx', true)).toBe("error: unknown option '--\\u001b[8mx'\n");
});

describe('the line below', () => {
  function screen(): { readonly stderr: Terminal['stderr']; readonly written: string[] } {
    const written: string[] = [];
    const write = (text: string): unknown => written.push(text);
    const { stderr } = guarded({
      stdout: { write },
      stderr: { isTTY: true, write },
      signal: new AbortController().signal,
    });
    return { stderr, written };
  }

  test('is removed before anything else is written', () => {
    const { stderr, written } = screen();
    stderr.showLine?.('one');
    stderr.showLine?.('two\u0007');
    stderr.write('text\n');
    stderr.write('more\n');
    expect(written).toEqual(['one', '\r\u001b[K', 'two\\u0007', '\r\u001b[K', 'text\n', 'more\n']);
  });
});
