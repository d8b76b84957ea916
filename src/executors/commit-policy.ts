/**
 * When output and position are committed: with each invocation, at the end of each epoch of so many milliseconds, or
 * not before the end of the stream (`none`). Every policy can be combined with every executor. Between topics rows can
 * be read before the position behind them is committed, but not with a `transaction` of both, which ends with each
 * invocation or after so many milliseconds.
 */
export type CommitPolicy = 'invocation' | 'none' | `epoch:${number}ms` | 'transaction' | `transaction:${number}ms`;

/** Length of an epoch or of a transaction in milliseconds; null for a policy without that. */
export function epochMs(policy: CommitPolicy): number | null {
  const [, millis] = /^(?:epoch|transaction):(\d+(?:\.\d+)?)ms$/.exec(policy) ?? [];
  return millis === undefined ? null : Number(millis);
}

/** Whether rows and position are committed in one transaction of the engine. */
export function isTransaction(policy: CommitPolicy): boolean {
  return policy.startsWith('transaction');
}
