import type { Command } from 'commander';

/** Refuses an option that is given twice: the second value would replace the first one without a word. */
export function refuseRepeatedOptions(command: Command): void {
  for (const option of command.options.filter(({ variadic }) => !variadic)) {
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) command.error(`error: option '${option.long}' is given twice. Leave one of them out.`);
      isGiven = true;
    });
  }
  command.commands.forEach(refuseRepeatedOptions);
}
