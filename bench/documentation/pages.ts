import { globSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { runProgram } from '../../src/cli/program.ts';
import { fenced, withBlocks } from './blocks.ts';
import { aggregatesBlock, functionsBlock, operatorBlock, rowsBlock } from './pipeline-blocks.ts';

/** The pages of the documentation, relative to the root of the repository. */
export function pagePaths(): readonly string[] {
  return ['README.md', 'CONTRIBUTING.md', ...globSync('docs/*.md').sort()];
}

export function readPage(path: string): string {
  return readFileSync(path, 'utf8');
}

/** The page with all blocks up to date. */
export async function currentPage(path: string): Promise<string> {
  return withBlocks(readPage(path), {
    output: async (file) => fenced('text', await printResult(file)),
    file: async (file) => fenced(extname(file) === '.ts' ? 'ts' : 'text', readPage(file)),
    rows: rowsBlock,
    operator: operatorBlock,
    functions: functionsBlock,
    aggregates: aggregatesBlock,
  });
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
