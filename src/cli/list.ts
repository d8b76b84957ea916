import chalk from 'chalk';
import wrapAnsi from 'wrap-ansi';
import { loads } from '../loads/index.ts';
import { workloads } from '../workloads/index.ts';

const width = 78;

/** Everything that `run` can be given by name. */
export function list(): string {
  const sections = [
    section('Workloads', Object.values(workloads).map(({ name, description }) => [name, description])),
    section('Loads (--load)', Object.entries(loads).map(([name, { describe }]) => [name, describe])),
  ];
  return `${sections.join('\n\n')}\n`;
}

function section(title: string, entries: readonly (readonly [string, string])[]): string {
  const nameWidth = Math.max(...entries.map(([name]) => name.length)) + 4;
  const lines = entries.map(([name, text]) => {
    const wrapped = wrapAnsi(text, width - nameWidth).replaceAll('\n', `\n${' '.repeat(nameWidth)}`);
    return `  ${name.padEnd(nameWidth - 2)}${wrapped}`;
  });
  return [chalk.bold(title), ...lines].join('\n');
}
