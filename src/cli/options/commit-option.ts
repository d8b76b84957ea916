import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../errors.ts';
import type { CommitPolicy } from '../../executors/commit-policy.ts';
import { parseDurationMs } from './quantity.ts';

const policies = ['invocation', 'epoch', 'none'];
const example = 'epoch:100ms';
/** Threads do not sleep more exactly. */
const shortestEpochMs = 0.1;

/** `invocation`, `none`, or `epoch:100ms`. */
export function parseCommit(text: string): CommitPolicy {
  const [name, ...rest] = text.split(':');
  if ((name === 'invocation' || name === 'none') && rest.length === 0) return name;
  if (name !== 'epoch' || rest.length > 1)
    throw new InvalidArgumentError(`There is no commit policy '${text}'. ${suggestion(name)}`);
  if (rest.length === 0 || rest[0] === '') throw new InvalidArgumentError(`How long is an epoch? Write ${example}.`);
  const epochMs = parseDurationMs(rest[0]);
  if (epochMs < shortestEpochMs)
    throw new InvalidArgumentError(
      `An epoch takes ${shortestEpochMs} ms or more; for a commit with each invocation write invocation.`,
    );
  return `epoch:${epochMs}ms`;
}

function suggestion(name: string): string {
  const nearest = policies.find((policy) => didYouMean(name, [policy]) !== undefined);
  const written = nearest === 'epoch' ? example : nearest;
  return written === undefined ? `Write invocation, ${example} or none.` : `Did you mean '${written}'?`;
}
