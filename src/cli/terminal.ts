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
  /**
   * Aborted when the user interrupts. To read it says that the command ends itself then: until that, an interrupt ends
   * the process at once, even where the command blocks it.
   */
  readonly signal: AbortSignal;
}

/**
 * Escapes control characters on a terminal, so that text from outside cannot move its cursor or clear it. Files and
 * other programs get the text unchanged.
 */
export function guarded(outside: Terminal): Terminal {
  return {
    stdout: guardedOutput(outside.stdout),
    stderr: guardedOutput(outside.stderr),
    get signal() {
      return outside.signal;
    },
  };
}

function guardedOutput(output: Output): Output {
  return output.isTTY === true ? { isTTY: true, write: (text) => output.write(escapeForeignControls(text)) } : output;
}
