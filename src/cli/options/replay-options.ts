import { Option, type Command } from 'commander';
import { didYouMean, StreamBenchError } from '../../errors.ts';
import { timeUnits, type TimeUnit } from '../../sources/file-column.ts';
import type { Recorded, Replay } from '../../workloads/replay.ts';

/** A recording that replaces the workload's own records, and whether recorded records start again at their end. */
export interface ReplayOptions {
  readonly replay?: string;
  readonly eventTime?: string;
  readonly timeUnit?: TimeUnit;
  readonly badRecords?: readonly string[];
  readonly loop?: true;
}

const policies = ['fail', 'skip', 'dead-letter'];

export function withReplayOptions(command: Command): Command {
  const formats = 'Parquet, Arrow, CSV or NDJSON, plain or .gz';
  const eventTimeHelp = 'column of the file with the event time (default: named as in the workload)';
  const timeUnit = new Option('--time-unit <unit>', 'unit of numeric timestamps in the file, counted from 1970');
  const badRecordsHelp = "what to do with unreadable records: 'fail', 'skip' or 'dead-letter FILE' (default: fail)";
  command
    .option('--replay <file>', `recorded records instead of the workload's own: ${formats}`)
    .option('--event-time <column>', eventTimeHelp)
    .addOption(timeUnit.choices(timeUnits))
    .option('--bad-records <policy...>', badRecordsHelp, collect);
  return withLoopOption(command);
}

export function withLoopOption(command: Command): Command {
  const help = 'start recorded data again at its end, with later times, for as many records as units need';
  return command.option('--loop', help);
}

export function recordedOf(options: ReplayOptions): Recorded {
  return { replay: replayOf(options), loop: options.loop === true };
}

/** The recording to replay; null without `--replay`. Throws if another option needs a recording and there is none. */
function replayOf({ replay, eventTime, timeUnit, badRecords }: ReplayOptions): Replay | null {
  if (replay !== undefined) {
    return {
      path: replay,
      eventTime: eventTime ?? null,
      timeUnit: timeUnit ?? null,
      badRecords: policyOf(badRecords ?? ['fail']),
    };
  }
  const dependent = { '--event-time': eventTime, '--time-unit': timeUnit, '--bad-records': badRecords };
  const misplaced = Object.entries(dependent).find(([, value]) => value !== undefined);
  if (misplaced === undefined) return null;
  throw new StreamBenchError({
    kind: 'input',
    what: `${misplaced[0]} is only for recorded data`,
    remedy: 'Name a file with --replay.',
  });
}

/** Commander passes the values one by one; `--bad-records dead-letter FILE` has two. */
function collect(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), value];
}

function policyOf([policy, file, ...others]: readonly string[]): Replay['badRecords'] {
  const isTwice = policy !== 'dead-letter' && policies.includes(file);
  if (isTwice) throw badPolicy('it is given twice', 'Leave one of them out.');
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
