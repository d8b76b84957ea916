import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { StreamBenchError } from '../errors.ts';
import { listCommand } from './list-command.ts';
import { runCommand } from './run-command.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

const exitCodes = { 'wrong-answer': 1, environment: 1, input: 1, interrupted: 130 } as const;

/** Runs one command line. The exit code: 0 done, 1 the tool or its input failed, 130 interrupted. */
export async function main(args: readonly string[]): Promise<number> {
  hideWarnings();
  // A reader that has seen enough, such as head, closes the pipe: the rest is nobody's.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const terminal = { stdout: process.stdout, stderr: process.stderr, signal: interruptSignal() };
  let exitCode = 0;
  const program = programFor(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return failed(error, program, terminal);
  }
}

function programFor(terminal: Terminal, setExitCode: (code: number) => void): Command {
  const program = new Command('stream-bench')
    .description('Should your pipeline process records one by one or in micro-batches? Measures both on one plan.')
    .version(version())
    .option('--verbose', 'show where in the program an error came from')
    .addHelpText('after', '\nExample:\n  stream-bench run fraud --rate 20k --interval 10ms,100ms')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.stdout.write(text), writeErr: (text) => terminal.stderr.write(text) });
  for (const command of [runCommand(terminal, setExitCode), listCommand(terminal)]) {
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
  stderr.write(`error: stream-bench itself failed: ${message}\n${verbose ? '' : 'Run it again with --verbose to see where.\n'}`);
  return 1;
}

/** The first Ctrl-C asks the command to keep what is finished; the second one ends the process as usual. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
}

/** Node warns that its SQLite is young and that a pipeline file has no package.json: nothing users could act on. */
function hideWarnings(): void {
  const hidden = ['ExperimentalWarning', 'MODULE_TYPELESS_PACKAGE_JSON'];
  const [print] = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error & { code?: string }) => {
    if (!hidden.includes(warning.name) && !hidden.includes(warning.code ?? '')) print?.(warning);
  });
}
