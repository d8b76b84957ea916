import { Option, type Command } from 'commander';
import { didYouMean, StreamBenchError } from '../../errors.ts';
import type { Replay } from '../../workloads/replay.ts';

/** Recorded records in place of the workload's own. */
export interface ReplayOptions {
  readonly replay?: string;
  readonly eventTime?: string;
  readonly timeUnit?: 's' | 'ms' | 'us';
  readonly badRecords?: readonly string[];
}

const policies = ['fail', 'skip', 'dead-letter'];

export function withReplayOptions(command: Command): Command {
  return command
    .option(
      '--replay <file>',
      "recorded records instead of the workload's own: Parquet, Arrow, CSV or NDJSON, plain or .gz",
    )
    .option(
      '--event-time <column>',
      "the file's column that says when a record happened (default: named as in the workload)",
    )
    .addOption(
      new Option('--time-unit <unit>', 'how numbers in the file count time since 1970').choices(['s', 'ms', 'us']),
    )
    .option(
      '--bad-records <policy...>',
      "records that cannot be read: 'fail', 'skip' or 'dead-letter FILE' (default: fail)",
      collect,
    );
}

/** What `--replay` and the options that go with it ask for; null without it. Throws where those stand alone. */
export function replayOf({ replay, eventTime, timeUnit, badRecords }: ReplayOptions): Replay | null {
  if (replay !== undefined) {
    return {
      path: replay,
      eventTime: eventTime ?? null,
      timeUnit: timeUnit ?? null,
      badRecords: policyOf(badRecords ?? ['fail']),
    };
  }
  const alone =
    eventTime !== undefined
      ? '--event-time'
      : timeUnit !== undefined
        ? '--time-unit'
        : badRecords !== undefined
          ? '--bad-records'
          : undefined;
  if (alone === undefined) return null;
  throw new StreamBenchError({
    kind: 'input',
    what: `${alone} is for recorded data`,
    remedy: 'Name a file by --replay.',
  });
}

/** `--bad-records dead-letter FILE` has two values, the others one: they come here one by one. */
function collect(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), value];
}

function policyOf([policy, file, ...others]: readonly string[]): Replay['badRecords'] {
  if (!policies.includes(policy))
    throw badPolicy(`there is no policy '${policy}'`, didYouMean(policy, policies) ?? `Choose ${policies.join(', ')}.`);
  const extra = policy === 'dead-letter' ? others[0] : file;
  if (extra !== undefined) throw badPolicy(`'${extra}' is one value too many`, 'Name the workload before the options.');
  if (policy !== 'dead-letter') return policy as 'fail' | 'skip';
  if (file === undefined) throw badPolicy('dead-letter needs a file', 'Write --bad-records dead-letter FILE.');
  return { deadLetter: file };
}

function badPolicy(what: string, remedy: string): StreamBenchError {
  return new StreamBenchError({ kind: 'input', where: '--bad-records', what, remedy });
}
