import { Argument, Command, InvalidArgumentError } from 'commander';
import { didYouMean } from '../../errors.ts';
import { installationNames, type InstallationName } from '../../installations/pins.ts';

/** What each subcommand of `engine` does. Names are those of a command line. */
export interface EngineActions {
  readonly install: (names: readonly InstallationName[]) => Promise<void>;
  readonly list: () => Promise<void>;
  readonly remove: (names: readonly InstallationName[]) => Promise<void>;
}

const choice = installationNames.join(', ');

const examples = `
Examples:
  stream-bench engine install kafka spark flink
  stream-bench engine list
  stream-bench engine remove flink`;

export function engineCommand({ install, list, remove }: EngineActions): Command {
  const command = new Command('engine').description('install, list and remove engines that run outside this program');
  command
    .command('install')
    .description('fetch engines with Maven and pip, check them, and keep them in the cache folder of the user')
    .addArgument(namesArgument())
    .action(install);
  command.command('list').description('show which engines are installed, and where').action(list);
  command
    .command('remove')
    .description('remove all versions of engines from the cache folder')
    .addArgument(namesArgument())
    .action(remove);
  return command.addHelpText('after', examples);
}

function namesArgument(): Argument {
  return new Argument('<names...>', choice).argParser(withName);
}

/** Commander calls it for each name, with the ones before it. */
function withName(name: string, before: readonly InstallationName[] | undefined): InstallationName[] {
  return [...new Set([...(before ?? []), parseName(name)])];
}

function parseName(name: string): InstallationName {
  const known = installationNames.find((one) => one === name);
  if (known !== undefined) return known;
  const suggestion = didYouMean(name, installationNames) ?? `Choose from ${choice}.`;
  throw new InvalidArgumentError(`There is no engine '${name}' to install. ${suggestion}`);
}
