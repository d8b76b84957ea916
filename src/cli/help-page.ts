import { existsSync, readFileSync } from 'node:fs';

/** Written by the build, see write-help-pages.ts; absent when the sources run as they are. */
const pages = new URL('./help-pages.json', import.meta.url);

/**
 * The help that these arguments ask for, or undefined where they ask for something else. Help is text that only a
 * build changes, and loading the parser to print it would take longer than Node takes to start.
 */
export function helpPage(args: readonly string[]): string | undefined {
  const last = args.at(-1);
  if ((last !== '--help' && last !== '-h') || args.length > 2 || !existsSync(pages)) return undefined;
  const byCommand = JSON.parse(readFileSync(pages, 'utf8')) as Readonly<Record<string, string>>;
  return byCommand[args.slice(0, -1).join(' ')];
}
