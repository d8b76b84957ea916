/**
 * Standard error without the lines that a run of more than five seconds writes where there is no terminal, and without
 * what was seen of a busy machine.
 */
export function withoutProgress(stderr: string): string {
  return stderr.replaceAll(/^\d+ s: .*\n/gm, '').replace(/^this machine is busy: [^]*? longer\.\n/m, '');
}
