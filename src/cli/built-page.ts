import { existsSync, readFileSync } from 'node:fs';

/** Written by the build, see write-help-pages.ts; absent if the sources run without a build. */
const pages = new URL('./help-pages.json', import.meta.url);

/**
 * The help that these arguments ask for; undefined if they ask for something else. It comes from the build, since
 * loading the parser to print it would take longer than Node takes to start.
 */
export function helpPage(args: readonly string[]): string | undefined {
  const last = args.at(-1);
  if ((last !== '--help' && last !== '-h') || args.length > 2 || !existsSync(pages)) return undefined;
  const byCommand = JSON.parse(readFileSync(pages, 'utf8')) as Readonly<Record<string, string>>;
  return byCommand[args.slice(0, -1).join(' ')];
}
