import { printedBy } from './outside-program.ts';

/** What git prints, without the last line break. Rejects with a ProgramFailure if it fails. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  return printedBy('git', ['-C', folder, ...args], {
    ...process.env,
    ...withoutRepository(),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
  });
}

/** A hook of git names its own repository in variables, in whatever folder git is called then: without these. */
export function withoutRepository(): Record<string, undefined> {
  const names = Object.keys(process.env).filter((name) => name.startsWith('GIT_'));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
