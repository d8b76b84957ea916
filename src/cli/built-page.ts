import { existsSync, readFileSync } from 'node:fs';

/** Written by the build, see write-pages.ts; absent if the sources run without a build. */
const pages = new URL('./pages.json', import.meta.url);

const longNames = new Map([
  ['-h', '--help'],
  ['-V', '--version'],
]);

/**
 * What these arguments ask for, if it is the same on every machine: a help page, a list or the version. Undefined for
 * all else. It comes from the build, since loading the parser and the workloads to print it would take longer than
 * Node takes to start.
 */
export function builtPage(args: readonly string[]): string | undefined {
  if (args.length === 0 || args.length > 2 || !existsSync(pages)) return undefined;
  const byArguments = JSON.parse(readFileSync(pages, 'utf8')) as Readonly<Record<string, string>>;
  const named = args.map((argument) => longNames.get(argument) ?? argument).join(' ');
  return Object.hasOwn(byArguments, named) ? byArguments[named] : undefined;
}
