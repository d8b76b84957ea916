import { stripVTControlCharacters } from 'node:util';
import { builtPage } from './built-page.ts';
import { interruption } from './interruption.ts';

/** Runs one command line and returns its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  process.stdout.on('error', endUnprinted);
  // There is no place left to tell it.
  process.stderr.on('error', () => {});
  // Colours that are forced are left to chalk, which knows how many.
  const page = process.env['FORCE_COLOR'] === undefined ? builtPage(args) : undefined;
  if (page !== undefined) {
    process.stdout.write(showsColors(process.stdout) ? page : stripVTControlCharacters(page));
    return 0;
  }
  hideWarnings();
  const [{ runProgram }, { obeyNoColor }] = await Promise.all([import('./program.ts'), import('./colors.ts')]);
  obeyNoColor(process.env);
  let signal: AbortSignal | undefined;
  return runProgram(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    get signal() {
      return (signal ??= interruption());
    },
  });
}

/** A reader such as head closes the pipe when it has enough. That is no error, and changes no verdict. */
function endUnprinted({ code }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return;
  process.stderr.write(`error: standard output: cannot be written (${code})\n`);
  process.exit(1);
}

/** A stream that is no terminal cannot be asked. */
function showsColors(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && stream.hasColors();
}

/** Hides two warnings that users can do nothing about: experimental SQLite, and pipeline files without package.json. */
function hideWarnings(): void {
  const hidden = ['ExperimentalWarning', 'MODULE_TYPELESS_PACKAGE_JSON'];
  const [print] = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error & { code?: string }) => {
    if (!hidden.includes(warning.name) && !hidden.includes(warning.code ?? '')) print?.(warning);
  });
}
