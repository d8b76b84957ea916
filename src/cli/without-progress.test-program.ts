/** Standard error without the lines that a run of more than five seconds writes where there is no terminal. */
export function withoutProgress(stderr: string): string {
  return stderr.replaceAll(/^\d+ s: .*\n/gm, '');
}
