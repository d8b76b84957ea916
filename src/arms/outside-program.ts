import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a program of this machine prints, without the last line break. Rejects with a ProgramFailure if it fails. */
export async function printedBy(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  try {
    return (await run(program, args, { maxBuffer: 2 ** 26, env })).stdout.trimEnd();
  } catch (error) {
    throw new ProgramFailure(error as NodeJS.ErrnoException & { readonly stderr?: string });
  }
}

/** Its message is the last line that the program wrote. */
export class ProgramFailure extends Error {
  /** Whether there is no such program on this machine. */
  readonly isMissing: boolean;

  constructor(cause: NodeJS.ErrnoException & { readonly stderr?: string }) {
    super(cause.stderr?.trim().split('\n').at(-1) || cause.message, { cause });
    this.isMissing = cause.code === 'ENOENT';
  }
}
