import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../errors.ts';
import type { CommitPolicy } from '../../executors/commit-policy.ts';
import { parseDurationMs } from './quantity.ts';

const policies = ['invocation', 'epoch', 'transaction', 'none'];
const example = 'epoch:100ms';
/** Sleeping threads wake no more precisely than this. */
const shortestEpochMs = 0.1;

/** Parses `invocation`, `transaction`, `none`, an epoch such as `epoch:100ms`, or a transaction of that length. */
export function parseCommit(text: string): CommitPolicy {
  const [name, ...rest] = text.split(':');
  const isWhole = name === 'invocation' || name === 'transaction' || name === 'none';
  if (isWhole && rest.length === 0) return name;
  if ((name !== 'epoch' && name !== 'transaction') || rest.length > 1)
    throw new InvalidArgumentError(`There is no commit policy '${text}'. ${suggestion(name)}`);
  if (rest.length === 0 || rest[0] === '')
    throw new InvalidArgumentError(`A${name === 'epoch' ? 'n' : ''} ${name} needs a length. Write ${name}:100ms.`);
  const epochMs = parseDurationMs(rest[0]);
  if (epochMs >= shortestEpochMs) return `${name}:${epochMs}ms`;
  throw new InvalidArgumentError(
    `${name === 'epoch' ? 'An epoch' : 'A transaction'} must be ${shortestEpochMs} ms or longer. ` +
      `To commit with each invocation, write ${name === 'epoch' ? 'invocation' : 'transaction'}.`,
  );
}

function suggestion(name: string): string {
  const nearest = policies.find((policy) => didYouMean(name, [policy]) !== undefined);
  const written = nearest === 'epoch' ? example : nearest;
  return written === undefined ? `Write invocation, ${example}, transaction or none.` : `Did you mean '${written}'?`;
}
