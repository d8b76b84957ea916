import { escapeForeignControls } from '../control-characters.ts';

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Where a command prints, and how it is interrupted. Passed in, so that tests can replace it. */
export interface Terminal {
  /** For results. */
  readonly stdout: Output;
  /** For progress and problems. */
  readonly stderr: Output;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/**
 * Escapes control characters on a terminal, so that text from outside cannot move its cursor or clear it. Files and
 * other programs get the text unchanged.
 */
export function guarded({ stdout, stderr, signal }: Terminal): Terminal {
  return { stdout: guardedOutput(stdout), stderr: guardedOutput(stderr), signal };
}

function guardedOutput(output: Output): Output {
  return output.isTTY === true ? { isTTY: true, write: (text) => output.write(escapeForeignControls(text)) } : output;
}
