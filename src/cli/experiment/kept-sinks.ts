import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { reasonOf, StreamBenchError } from '../../errors.ts';
import { makeFolder } from '../../files/folders.ts';
import { listItem, paragraph } from '../../reports/paragraph.ts';
import type { Configuration } from '../../results/configuration.ts';
import type { SinkKind } from '../../sinks/kinds.ts';

/** Where the sinks of units stay; undefined if they do not. */
export interface KeepOptions {
  readonly keep?: string;
}

/**
 * Makes the folder in which sinks stay, before anything is measured.
 *
 * @throws StreamBenchError if it has files already, cannot be made, or the units leave nothing to keep
 */
export async function makeKeepFolder(
  keep: string,
  sink: SinkKind,
  configurations: readonly Pick<Configuration, 'engine'>[],
): Promise<void> {
  if (configurations.every(({ engine }) => engine !== 'local')) {
    const what = 'only units of the local engine have a sink';
    const remedy = 'Leave it out, or add --engine local.';
    throw new StreamBenchError({ kind: 'input', where: '--keep', what, remedy });
  }
  // Loaded on demand: it loads every sink.
  const { durableSinkKinds } = await import('../../sinks/index.ts');
  if (!durableSinkKinds.includes(sink)) {
    const remedy = `Choose --sink ${durableSinkKinds.join(' or ')}.`;
    throw new StreamBenchError({ kind: 'input', where: '--keep', what: `the ${sink} sink leaves nothing`, remedy });
  }
  if (filesIn(keep) === 0) return;
  const what = 'this folder is not empty, and nothing in it is replaced';
  throw new StreamBenchError({ kind: 'input', where: keep, what, remedy: 'Name another folder with --keep.' });
}

function filesIn(folder: string): number {
  try {
    makeFolder(resolve(folder));
    return readdirSync(folder).length;
  } catch (error) {
    const what = `no folder for the sinks can be made there (${reasonOf(error)})`;
    const remedy = 'Name another folder with --keep.';
    throw new StreamBenchError({ kind: 'environment', where: folder, what, remedy }, error);
  }
}

/** Says where the sinks of the units are. */
export function keptSinksText(keep: string): string {
  const entries = readdirSync(keep, { withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
  const sinks = folders.length === 1 ? 'The sink of 1 unit is' : `The sinks of ${folders.length} units are`;
  return `\n${paragraph(`${sinks} kept in ${keep}:`)}\n${listItem(folders.join(', '))}\n`;
}
