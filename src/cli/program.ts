import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { escapeControls } from '../control-characters.ts';
import { problemOf } from '../experiments/outcome.ts';
import { commandsFor } from './commands.ts';
import { optionOfAnother } from './option-of-another.ts';
import { refuseRepeatedOptions } from './repeated-options.ts';
import { guarded, type Terminal } from './terminal.ts';
import { version } from './version.ts';

const exitCodes = { 'wrong-answer': 1, environment: 1, input: 1, interrupted: 130 } as const;

/**
 * Parses a command line and runs its command. Returns the exit code: that of the command, 1 if the tool or its input
 * failed, 130 if the user interrupted.
 */
export async function runProgram(args: readonly string[], outside: Terminal): Promise<number> {
  const terminal = guarded(outside);
  let exitCode = 0;
  const program = await programFor(terminal, (code) => (exitCode = code), args[0]);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      const loaders = commandsFor(terminal, () => {});
      const text = `${toldBy(error)}${await optionOfAnother(error, loaders)}`;
      terminal.stderr.write(await inLines(text, terminal.stderr));
      return error.exitCode;
    }
    return failed(error, program, terminal);
  }
}

/** @param only the command that is asked for, which is enough to parse it; without one of that name, all of them */
export async function programFor(
  terminal: Terminal,
  setExitCode: (code: number) => void,
  only?: string,
): Promise<Command> {
  const program = new Command('stream-bench')
    .description('Should your pipeline process records one by one or in micro-batches? Measures both on the same plan.')
    .version(version())
    .option('--verbose', 'show where in the program an error occurred')
    .addHelpText('after', '\nExample:\n  stream-bench run fraud --rate 20k --interval 10ms,100ms')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      // It throws the same text, which is told then.
      outputError: () => {},
    });
  const loaders = commandsFor(terminal, setExitCode);
  const asked = only !== undefined && Object.hasOwn(loaders, only) ? [loaders[only]] : Object.values(loaders);
  for (const command of await Promise.all(asked.map((load) => load()))) {
    inheritSettings(command, program);
    program.addCommand(command);
  }
  refuseRepeatedOptions(program);
  return program;
}

/** Commander hands settings down to a command only when the command itself makes it. */
function inheritSettings(command: Command, from: Command): void {
  command.copyInheritedSettings(from);
  for (const child of command.commands) inheritSettings(child, command);
}

/**
 * Its error; '' where it has shown help or the version instead. Commander quotes what was typed as it is. Only its
 * suggestion, which it adds itself, begins a line.
 */
function toldBy({ message }: CommanderError): string {
  if (!message.startsWith('error: ')) return '';
  return `${escapeControls(message.trimEnd()).replace('\\n(Did you mean', '\n(Did you mean')}\n`;
}

/** For a terminal in lines that fit; elsewhere as it is, so that a search finds it. */
async function inLines(text: string, { isTTY }: Terminal['stderr']): Promise<string> {
  if (isTTY !== true) return text;
  // It takes long to load, and most commands have no error.
  const { wrappedLines } = await import('../reports/paragraph.ts');
  return wrappedLines(text);
}

async function failed(error: unknown, program: Command, { stderr }: Terminal): Promise<number> {
  const verbose = program.opts<{ verbose?: boolean }>().verbose === true;
  const told = problemOf(error);
  if (told !== undefined) {
    const text = `error: ${verbose ? inspect(told) : told.message}\n`;
    stderr.write(verbose ? text : await inLines(text, stderr));
    return exitCodes[told.problem.kind];
  }
  const message = error instanceof Error ? (verbose ? error.stack : error.message) : String(error);
  const remedy = verbose ? '' : 'Run it again with --verbose to see where.\n';
  stderr.write(`error: stream-bench itself failed: ${message}\n${remedy}`);
  return 1;
}
