import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { guard } from '../processes/guardian.ts';

export interface ProgramOptions {
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  /** Its abortion ends the program, and all that it has started. */
  readonly signal: AbortSignal;
  /** Is given each line that the program prints, as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface ProgramEnd {
  /** Null if a signal ended it, or it could not be started. */
  readonly exitCode: number | null;
  /** The last lines of both outputs, without colours. */
  readonly lines: readonly string[];
  /** The system's code, such as ENOENT, if it could not be started. */
  readonly startError?: string;
}

/** Reasons stand near the end. */
const keptLines = 500;

/**
 * Runs a program of others to its end. It leads a process group of its own, so that its children can be ended with it;
 * they end too if this process is killed.
 *
 * @throws the signal's AbortError, once the program is gone
 */
export async function runToEnd(
  program: string,
  args: readonly string[],
  { environment, signal, onLine }: ProgramOptions,
): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const child = spawn(program, args, { env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (text) => {
      const line = stripVTControlCharacters(text);
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      onLine?.(line);
    });
  }
  const { pid } = child;
  const group = pid === undefined ? undefined : -pid;
  const release = group === undefined ? () => {} : guard(group, null);
  const kill = (): void => endGroup(group);
  signal.addEventListener('abort', kill);
  try {
    const end = await new Promise<ProgramEnd>((resolve) => {
      child.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
        resolve({ exitCode: null, lines, startError: code });
      });
      child.once('close', (exitCode) => resolve({ exitCode, lines }));
    });
    signal.throwIfAborted();
    return end;
  } finally {
    signal.removeEventListener('abort', kill);
    release();
  }
}

function endGroup(group: number | undefined): void {
  try {
    if (group !== undefined) process.kill(group, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
