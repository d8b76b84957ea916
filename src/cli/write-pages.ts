import { writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { programFor } from './program.ts';

/** The last step of the build: writes the help of each command to the file that help-page.ts reads. */
const nowhere = new Writable();
const program = await programFor({ stdout: nowhere, stderr: nowhere, signal: new AbortController().signal }, () => {});
program.configureOutput({ getOutHelpWidth: () => 80 });
const commands = [program, ...program.commands];
const pages = commands.map((command) => [command === program ? '' : command.name(), helpOf(command)]);
writeFileSync(new URL('./help-pages.json', import.meta.url), JSON.stringify(Object.fromEntries(pages)));

/** Includes the examples, which commander prints but does not return. */
function helpOf(command: typeof program): string {
  let text = '';
  command.copyInheritedSettings(program).configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}
