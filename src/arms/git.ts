import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What git prints, without the last line break. Rejects with a GitFailure if it fails. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run('git', ['-C', folder, ...args], { maxBuffer: 2 ** 26, env: environment() });
    return stdout.trimEnd();
  } catch (error) {
    throw new GitFailure(error as NodeJS.ErrnoException & { readonly stderr?: string });
  }
}

export class GitFailure extends Error {
  /** Whether there is no git on this machine. */
  readonly isMissing: boolean;

  constructor(cause: NodeJS.ErrnoException & { readonly stderr?: string }) {
    super(cause.stderr?.trim().split('\n').at(-1) || cause.message, { cause });
    this.isMissing = cause.code === 'ENOENT';
  }
}

/** A hook of git names its own repository in variables, in whatever folder git is called then. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(own), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
}
