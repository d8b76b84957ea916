import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../errors.ts';
import type { CommitPolicy } from '../../executors/commit-policy.ts';
import { parseDurationMs } from './quantity.ts';

const policies = ['invocation', 'epoch', 'none'];
const example = 'epoch:100ms';
/** Sleeping threads wake no more precisely than this. */
const shortestEpochMs = 0.1;

/** Parses `invocation`, `none`, or an epoch such as `epoch:100ms`. */
export function parseCommit(text: string): CommitPolicy {
  const [name, ...rest] = text.split(':');
  if ((name === 'invocation' || name === 'none') && rest.length === 0) return name;
  if (name !== 'epoch' || rest.length > 1)
    throw new InvalidArgumentError(`There is no commit policy '${text}'. ${suggestion(name)}`);
  if (rest.length === 0 || rest[0] === '') throw new InvalidArgumentError(`An epoch needs a length. Write ${example}.`);
  const epochMs = parseDurationMs(rest[0]);
  if (epochMs >= shortestEpochMs) return `epoch:${epochMs}ms`;
  throw new InvalidArgumentError(
    `An epoch must be ${shortestEpochMs} ms or longer. To commit with each invocation, write invocation.`,
  );
}

function suggestion(name: string): string {
  const nearest = policies.find((policy) => didYouMean(name, [policy]) !== undefined);
  const written = nearest === 'epoch' ? example : nearest;
  return written === undefined ? `Write invocation, ${example} or none.` : `Did you mean '${written}'?`;
}
