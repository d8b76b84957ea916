import type { Run } from './result.ts';

/** `continuous`, `micro-batch 10 ms`, `continuous epoch:100ms`: a commit with each invocation goes without saying. */
export function configurationName({ executor, intervalMs, commit }: Pick<Run, 'executor' | 'intervalMs' | 'commit'>): string {
  const invoked = intervalMs === null ? executor : `${executor} ${intervalMs} ms`;
  if (commit === 'invocation') return invoked;
  return `${invoked} ${commit === 'none' ? 'no commit' : commit}`;
}
