import { writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import chalk from 'chalk';
import { list } from './list/list.ts';
import { listingNames } from './list/listing-names.ts';
import { programFor } from './program.ts';
import { version } from './version.ts';

/** The last step of the build: writes the file that built-page.ts reads. */
const nowhere = new Writable();
const program = await programFor({ stdout: nowhere, stderr: nowhere, signal: new AbortController().signal }, () => {});
program.configureOutput({ getOutHelpWidth: () => 80 });
// Titles are bold. Where they are not to be, that is taken out again.
chalk.level = 1;
const pages = [
  ['--help', helpOf(program)],
  ...program.commands.map((command) => [`${command.name()} --help`, helpOf(command)]),
  ['list', await list()],
  ...(await Promise.all(listingNames.map(async (name) => [`list ${name}`, await list(name)]))),
  ['--version', `${version()}\n`],
];
writeFileSync(new URL('./pages.json', import.meta.url), JSON.stringify(Object.fromEntries(pages)));

/** Includes the examples, which commander prints but does not return. */
function helpOf(command: typeof program): string {
  let text = '';
  command.copyInheritedSettings(program).configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}
