import { helpPage } from './help-page.ts';
import { interruption } from './interruption.ts';
import { version } from './version.ts';

/** Runs one command line and returns its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  // A reader such as head closes the pipe when it has enough, which is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  // A terminal that was closed takes no text, and there is nobody to tell.
  process.stderr.on('error', () => {});
  const page = isVersion(args) ? `${version()}\n` : helpPage(args);
  if (page !== undefined) {
    process.stdout.write(page);
    return 0;
  }
  hideWarnings();
  const { runProgram } = await import('./program.ts');
  let signal: AbortSignal | undefined;
  return runProgram(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    get signal() {
      return (signal ??= interruption());
    },
  });
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
