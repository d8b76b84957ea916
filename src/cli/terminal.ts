import type { Writable } from 'node:stream';

/** What a command takes from outside, so that tests can run it. */
export interface Terminal {
  /** For results. */
  readonly stdout: Writable;
  /** For progress and problems. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}
