/**
 * When output and position are committed: with each invocation, every so many milliseconds while records flow
 * (an epoch), or never while the run lasts. An axis of its own, crossed with every executor.
 */
export type CommitPolicy = 'invocation' | 'none' | `epoch:${number}ms`;

/** Time between two commits of an epoch policy; null for the others. */
export function epochMs(policy: CommitPolicy): number | null {
  const [, millis] = /^epoch:(\d+(?:\.\d+)?)ms$/.exec(policy) ?? [];
  return millis === undefined ? null : Number(millis);
}
