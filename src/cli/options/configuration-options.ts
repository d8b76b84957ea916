import { InvalidArgumentError, Option, type Command } from 'commander';
import { didYouMean, StreamBenchError } from '../../errors.ts';
import { epochMs, type CommitPolicy } from '../../executors/commit-policy.ts';
import type { Configuration } from '../../experiments/settings.ts';
import { parseCommit } from './commit-option.ts';
import { listOf, parseDurationMs } from './quantity.ts';

/** Which ways to run the pipeline are compared. */
export interface ConfigurationOptions {
  readonly executor: readonly ('continuous' | 'micro-batch')[];
  /** In milliseconds. */
  readonly interval?: readonly number[];
  readonly commit: readonly CommitPolicy[];
}

const executors = ['continuous', 'micro-batch'] as const;
const commitHelp =
  "when each executor's effects are committed: with each 'invocation', every 'epoch:100ms', or 'none'; each adds its own units to the run";
const defaultIntervalsMs: readonly number[] = [0, 10, 100];

/** `defaultCommits`: told, where the command itself chooses what goes without saying. */
export function withConfigurationOptions(command: Command, defaultCommits?: string): Command {
  const commit = new Option(
    '--commit <list>',
    defaultCommits === undefined ? commitHelp : `${commitHelp} (default: ${defaultCommits})`,
  ).argParser(listOf(parseCommit));
  return command
    .addOption(
      new Option('--executor <list>', 'executors to compare')
        .argParser(listOf(parseExecutor))
        .default([...executors], executors.join(',')),
    )
    .option('--interval <list>', 'intervals of micro-batch (default: 0,10ms,100ms)', listOf(parseDurationMs))
    .addOption(
      defaultCommits === undefined ? commit.default(['invocation'], 'invocation, to be done in 30 s') : commit,
    );
}

/** Throws where the options contradict each other. */
export function configurationsOf({ executor, interval, commit }: ConfigurationOptions): Configuration[] {
  if (interval !== undefined && !executor.includes('micro-batch')) {
    throw new StreamBenchError({
      kind: 'input',
      what: '--interval is only for micro-batch, which --executor leaves out',
    });
  }
  const invoked = executor.flatMap((name): Omit<Configuration, 'commit'>[] =>
    name === 'continuous'
      ? [{ executor: name, intervalMs: null }]
      : (interval ?? defaultIntervalsMs).map((intervalMs) => ({ executor: name, intervalMs })),
  );
  return invoked.flatMap((each) => commit.map((policy) => ({ ...each, commit: policy })));
}

/** What a unit must be much longer than: the longest interval or epoch of any. */
export function longestWait(configurations: readonly Configuration[]): {
  readonly name: 'interval' | 'epoch';
  readonly ms: number;
} {
  const intervalMs = Math.max(...configurations.map((configuration) => configuration.intervalMs ?? 0));
  const longestEpochMs = Math.max(...configurations.map(({ commit }) => epochMs(commit) ?? 0));
  return longestEpochMs > intervalMs ? { name: 'epoch', ms: longestEpochMs } : { name: 'interval', ms: intervalMs };
}

function parseExecutor(name: string): (typeof executors)[number] {
  const known = executors.find((executor) => executor === name);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(
    `There is no executor '${name}'. ${didYouMean(name, executors) ?? `Name ${executors.join(' or ')}.`}`,
  );
}
