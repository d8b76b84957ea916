import { Argument, Command, InvalidArgumentError } from 'commander';
import { didYouMean } from '../../errors.ts';
import { listingNames, type Listing } from './listing-names.ts';

const choice = listingNames.join(' or ');

const examples = `
Examples:
  stream-bench list
  stream-bench list loads`;

export function listCommand(): Command {
  return new Command('list')
    .description('list the built-in workloads and loads')
    .addArgument(new Argument('[what]', `only ${choice}`).argParser(parseListing))
    .addHelpText('after', examples);
}

function parseListing(name: string): Listing {
  const known = listingNames.find((listing) => listing === name);
  if (known !== undefined) return known;
  const suggestion = didYouMean(name, listingNames) ?? `Choose ${choice}.`;
  throw new InvalidArgumentError(`There is no list of '${name}'. ${suggestion}`);
}
