import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { StreamBenchError } from '../errors.ts';
import { capacityCommand } from './capacity/command.ts';
import { compareCommand } from './compare/command.ts';
import { doctorCommand } from './doctor/command.ts';
import { explainCommand } from './explain/command.ts';
import { listCommand } from './list/command.ts';
import { recoverCommand } from './recover/command.ts';
import { reportCommand } from './report/command.ts';
import { runCommand } from './run/command.ts';
import { sweepCommand } from './sweep/command.ts';
import { guarded, type Terminal } from './terminal.ts';
import { version } from './version.ts';

const exitCodes = { 'wrong-answer': 1, environment: 1, input: 1, interrupted: 130 } as const;

/** Parses a command line and does what it says. The exit code: that of the command, 1 where the tool or its input failed, 130 if interrupted. */
export async function runProgram(args: readonly string[], outside: Terminal): Promise<number> {
  const terminal = guarded(outside);
  let exitCode = 0;
  const program = programFor(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return failed(error, program, terminal);
  }
}

export function programFor(terminal: Terminal, setExitCode: (code: number) => void): Command {
  const program = new Command('stream-bench')
    .description('Should your pipeline process records one by one or in micro-batches? Measures both on one plan.')
    .version(version())
    .option('--verbose', 'show where in the program an error came from')
    .addHelpText('after', '\nExample:\n  stream-bench run fraud --rate 20k --interval 10ms,100ms')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  const commands = [
    runCommand(terminal, setExitCode),
    capacityCommand(terminal, setExitCode),
    sweepCommand(terminal, setExitCode),
    recoverCommand(terminal, setExitCode),
    reportCommand(terminal),
    compareCommand(terminal),
    explainCommand(terminal),
    listCommand(terminal),
    doctorCommand(terminal, setExitCode),
  ];
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

function failed(error: unknown, program: Command, { stderr }: Terminal): number {
  // Commander has told the user already.
  if (error instanceof CommanderError) return error.exitCode;
  const verbose = program.opts<{ verbose?: boolean }>().verbose === true;
  if (error instanceof StreamBenchError) {
    stderr.write(`error: ${verbose ? inspect(error) : error.message}\n`);
    return exitCodes[error.problem.kind];
  }
  const message = error instanceof Error ? (verbose ? error.stack : error.message) : String(error);
  stderr.write(
    `error: stream-bench itself failed: ${message}\n${verbose ? '' : 'Run it again with --verbose to see where.\n'}`,
  );
  return 1;
}
