import chalk from 'chalk';
import { cachedInstallations, type CachedInstallation } from '../../installations/cached-installations.ts';
import { installCommand, stateInWords, usersCacheFolder } from '../../installations/installation.ts';
import type { Terminal } from '../terminal.ts';

/** Which engines are installed: version, size on disk, folder; or the command that mends it. */
export async function listEngines({ stdout }: Terminal): Promise<void> {
  stdout.write(engineTable(await cachedInstallations(usersCacheFolder())));
}

function engineTable(found: readonly CachedInstallation[]): string {
  const rows = found.map((each) => [each.name, each.version, sizeOf(each), whereOf(each)]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length), heads[column].length));
  const lines = [heads, ...rows].map((row) => {
    const [name, version, size] = widths.map((width, column) => pad(row[column], width, column === 2));
    return `${name}  ${version}  ${size}  ${row[3]}`;
  });
  return `${[chalk.bold(lines[0]), ...lines.slice(1)].join('\n')}\n`;
}

const heads = ['engine', 'version', 'size', 'where'];

function pad(text: string, width: number, isNumber: boolean): string {
  return isNumber ? text.padStart(width) : text.padEnd(width);
}

function sizeOf({ bytes }: CachedInstallation): string {
  return bytes === 0 ? '–' : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}

function whereOf({ name, state, folder }: CachedInstallation): string {
  if (state === 'installed') return folder;
  if (state === 'older') return `of another version of stream-bench: ${folder}`;
  return `${stateInWords[state]}: ${installCommand(name)}`;
}
