import type { Command, Option } from 'commander';

const repeatable = new WeakSet<Option>();

/** Each value of the option adds to those before it. */
export function mayRepeat(option: Option): Option {
  repeatable.add(option);
  return option;
}

/** Refuses an option that is given twice: the second value would replace the first one without a word. */
export function refuseRepeatedOptions(command: Command): void {
  for (const option of command.options.filter((one) => !one.variadic && !repeatable.has(one))) {
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) command.error(`error: option '${option.long}' is given twice. Leave one of them out.`);
      isGiven = true;
    });
  }
  command.commands.forEach(refuseRepeatedOptions);
}
