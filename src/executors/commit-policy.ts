/**
 * When output and position are committed: with each invocation, at the end of each epoch of so many milliseconds, or
 * not before the end of the stream (`none`). Every policy can be combined with every executor.
 */
export type CommitPolicy = 'invocation' | 'none' | `epoch:${number}ms`;

/** Length of an epoch in milliseconds; null for a policy without epochs. */
export function epochMs(policy: CommitPolicy): number | null {
  const [, millis] = /^epoch:(\d+(?:\.\d+)?)ms$/.exec(policy) ?? [];
  return millis === undefined ? null : Number(millis);
}
