import type { Command } from 'commander';
import { withLocalConfigurationOptions, type LocalConfigurationOptions } from '../options/configuration-options.ts';
import { experimentCommand, withExperimentOptions, type ExperimentOptions } from '../options/experiment-options.ts';
import { parseObjectiveAtRate, type ObjectiveAtRate } from '../options/objective-option.ts';
import { listOf, parseFiniteRate, wholeNumber } from '../options/quantity.ts';
import { withReplayOptions, type ReplayOptions } from '../options/replay-options.ts';

/** The options of `gate` as given. */
export interface GateOptions extends ExperimentOptions, LocalConfigurationOptions, ReplayOptions {
  readonly base?: string;
  readonly objective?: readonly ObjectiveAtRate[];
  /** In records per second. */
  readonly rate?: readonly number[];
  readonly prepare?: string;
  readonly ownTool?: true;
  readonly expectAnswerChange?: true;
  readonly maxMinutes: number;
  readonly html?: string;
  readonly markdown?: string;
  readonly junit?: string;
  readonly github?: true;
}

const examples = `
Examples:
  stream-bench gate ./pipeline.ts --base origin/main
  stream-bench gate ./pipeline.ts --base ../before --interval 10ms --rate 20k
  stream-bench gate ./pipeline.ts --base v1 --prepare 'npm ci && npm run build'
  stream-bench gate ./pipeline.ts --objective p99=20ms@50k --executor continuous

Exits with 0 if nothing is worse or missed, 2 if something is, and 3 with
--strict if that is not sure.`;

/** One micro-batch beside continuous: each configuration takes a part of the time. */
export const defaultIntervalMs = 10;
const defaultIntervalText = `${defaultIntervalMs}ms`;

const baseHelp = 'what to compare with: a branch, a tag or a commit, a folder, or a package tarball';
const objectiveHelp = 'latencies to hold at rates, such as p99=20ms@50k; in place of --base';
const rateHelp = 'offered loads in records/s, such as 20k,50k (default: half and four fifths of what base sustains)';
const prepareHelp = 'command that prepares a copy, by a shell (default: by its lock file, such as npm ci)';

export function gateCommand(): Command {
  const command = experimentCommand('gate', 'tell whether a change of a pipeline makes it worse');
  command
    .option('--base <version>', baseHelp)
    .option('--objective <list>', objectiveHelp, listOf(parseObjectiveAtRate))
    .option('--rate <list>', rateHelp, listOf(parseFiniteRate))
    .option('--prepare <command>', prepareHelp)
    .option('--own-tool', 'measure each version by the stream-bench that it has itself')
    .option('--expect-answer-change', 'let head have another answer than base')
    .option(
      '--max-minutes <n>',
      'time that it takes; a regression is confirmed within three times that',
      wholeNumber(1, 1440),
      5,
    )
    .option('--html <file>', 'write a page, too')
    .option('--markdown <file>', 'write Markdown for a pull request, too')
    .option('--junit <file>', 'write JUnit XML, too')
    .option('--github', 'mark the verdict in a job of GitHub Actions');
  withReplayOptions(command);
  withLocalConfigurationOptions(command, defaultIntervalText);
  return withExperimentOptions(command).addHelpText('after', examples);
}
