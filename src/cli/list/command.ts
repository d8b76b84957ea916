import { Argument, Command, InvalidArgumentError } from 'commander';
import { didYouMean } from '../../errors.ts';
import type { Listing } from './list.ts';
import type { Terminal } from '../terminal.ts';

// As in list.ts, which is loaded only when something is listed.
const listings: readonly Listing[] = ['workloads', 'loads'];

export function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .description('list the workloads and loads that come with the tool')
    .addArgument(new Argument('[what]', `one sort only: ${listings.join(' or ')}`).argParser(parseListing))
    .addHelpText('after', '\nExamples:\n  stream-bench list\n  stream-bench list loads')
    .action(async (only: Listing | undefined) => {
      const { list } = await import('./list.ts');
      terminal.stdout.write(await list(only));
    });
}

function parseListing(name: string): Listing {
  const known = listings.find((listing) => listing === name);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(
    `There is no list of '${name}'. ${didYouMean(name, listings) ?? `Name ${listings.join(' or ')}.`}`,
  );
}
