import { printedBy } from './outside-program.ts';

/** What git prints, without the last line break. Rejects with a ProgramFailure if it fails. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  return printedBy('git', ['-C', folder, ...args], environment());
}

/** A hook of git names its own repository in variables, in whatever folder git is called then. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(own), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
}
