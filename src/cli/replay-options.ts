import { didYouMean, StreamBenchError } from '../errors.ts';
import type { Replay } from '../workloads/replay.ts';
import type { RunOptions } from './run-options.ts';

const policies = ['fail', 'skip', 'dead-letter'];

/** What `--replay` and the options that go with it ask for; null without it. Throws where those stand alone. */
export function replayOf({ replay, eventTime, timeUnit, badRecords }: RunOptions): Replay | null {
  if (replay !== undefined) {
    return { path: replay, eventTime: eventTime ?? null, timeUnit: timeUnit ?? null, badRecords: policyOf(badRecords ?? ['fail']) };
  }
  const alone = eventTime !== undefined ? '--event-time' : timeUnit !== undefined ? '--time-unit' : badRecords !== undefined ? '--bad-records' : undefined;
  if (alone === undefined) return null;
  throw new StreamBenchError({ kind: 'input', what: `${alone} is for recorded data`, remedy: 'Name a file by --replay.' });
}

/** `--bad-records dead-letter FILE` has two values, the others one: they come here one by one. */
export function collect(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), value];
}

function policyOf([policy, file, ...others]: readonly string[]): Replay['badRecords'] {
  if (!policies.includes(policy)) throw badPolicy(`there is no policy '${policy}'`, didYouMean(policy, policies) ?? `Choose ${policies.join(', ')}.`);
  const extra = policy === 'dead-letter' ? others[0] : file;
  if (extra !== undefined) throw badPolicy(`'${extra}' is one value too many`, 'Name the workload before the options.');
  if (policy !== 'dead-letter') return policy as 'fail' | 'skip';
  if (file === undefined) throw badPolicy('dead-letter needs a file', 'Write --bad-records dead-letter FILE.');
  return { deadLetter: file };
}

function badPolicy(what: string, remedy: string): StreamBenchError {
  return new StreamBenchError({ kind: 'input', where: '--bad-records', what, remedy });
}
