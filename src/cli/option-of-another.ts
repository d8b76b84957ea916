import type { Command, CommanderError } from 'commander';

/** Which commands have the option that the called one lacks, in a line; '' where none has. */
export async function optionOfAnother(
  { code, message }: CommanderError,
  loaders: Readonly<Record<string, () => Promise<Command>>>,
): Promise<string> {
  const [, flag] = /^error: unknown option '(--[\w-]+)'/.exec(message) ?? [];
  if (code !== 'commander.unknownOption' || flag === undefined) return '';
  const commands = await Promise.all(Object.values(loaders).map((load) => load()));
  const names = commands.filter(({ options }) => options.some(({ long }) => long === flag)).map((one) => one.name());
  if (names.length === 0) return '';
  return `It is an option of ${names.map((name) => `stream-bench ${name}`).join(', ')}.\n`;
}
