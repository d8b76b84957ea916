import { globSync, readFileSync } from 'node:fs';
import { runProgram } from '../../src/cli/program.ts';
import { withBlocks } from './blocks.ts';

/** The pages of the documentation, relative to the root of the repository. */
export function pagePaths(): readonly string[] {
  return ['README.md', 'CONTRIBUTING.md', ...globSync('docs/*.md').sort()];
}

export function readPage(path: string): string {
  return readFileSync(path, 'utf8');
}

/** The page with all blocks up to date. */
export async function currentPage(path: string): Promise<string> {
  return withBlocks(readPage(path), { output: printResult, file: async (file) => readPage(file) });
}

/** The output of `stream-bench report`, which equals that of the command that saved the result. */
async function printResult(file: string): Promise<string> {
  let text = '';
  const stdout = { write: (part: string) => (text += part) };
  let problem = '';
  const stderr = { write: (part: string) => (problem += part) };
  const exitCode = await runProgram(['report', file], { stdout, stderr, signal: new AbortController().signal });
  if (exitCode !== 0) throw new Error(`${file} cannot be printed: ${problem}`);
  return text;
}
