import { epochMs, isTransaction } from '../../../executors/commit-policy.ts';
import type { Configuration } from '../../../results/configuration.ts';

/** For how long a row may have to wait before it can be read, because its job bundles: 0 where it does not. */
export function longestWaitMs({ intervalMs, commit }: Configuration): number {
  // Offsets that are committed by themselves hold no row back.
  const transactionMs = isTransaction(commit) ? epochMs(commit) : null;
  return Math.max(intervalMs ?? 0, transactionMs ?? 0);
}
