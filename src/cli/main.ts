import { helpPage } from './help-page.ts';
import { interruption } from './interruption.ts';
import { version } from './version.ts';

/** Runs one command line and returns its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  process.stdout.on('error', endUnprinted);
  // There is no place left to tell it.
  process.stderr.on('error', () => {});
  const page = isVersion(args) ? `${version()}\n` : helpPage(args);
  if (page !== undefined) {
    process.stdout.write(page);
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

/** Answered here, because loading the parser takes longer than Node takes to start. */
function isVersion([first, ...others]: readonly string[]): boolean {
  return others.length === 0 && (first === '--version' || first === '-V');
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
