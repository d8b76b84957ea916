import { escapeForeignControls } from '../control-characters.ts';

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What a command takes from outside, so that tests can run it. */
export interface Terminal {
  /** For results. */
  readonly stdout: Output;
  /** For progress and problems. */
  readonly stderr: Output;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** Nothing that came from outside can move the cursor or turn the screen. Files and other programs get what there is. */
export function guarded({ stdout, stderr, signal }: Terminal): Terminal {
  return { stdout: guardedOutput(stdout), stderr: guardedOutput(stderr), signal };
}

function guardedOutput(output: Output): Output {
  return output.isTTY === true ? { isTTY: true, write: (text) => output.write(escapeForeignControls(text)) } : output;
}
