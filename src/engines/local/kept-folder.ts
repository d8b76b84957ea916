import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf, StreamBenchError } from '../../errors.ts';
import { configurationName } from '../../results/configuration.ts';
import type { UnitSpec } from '../unit-spec.ts';

/**
 * Makes the folder of a unit whose sink stays, named by its configuration and its number: `micro-batch-10-ms-1`.
 *
 * @throws StreamBenchError if it cannot be made
 */
export function keptFolder(keep: string, { configuration, repetition }: UnitSpec): string {
  const name = configurationName(configuration).replaceAll(/[^\w.]+/g, '-');
  const path = join(keep, `${name}-${repetition + 1}`);
  try {
    mkdirSync(path);
  } catch (error) {
    const what = `the sink of a unit cannot be kept there (${reasonOf(error)})`;
    throw new StreamBenchError({ kind: 'environment', where: path, what }, error);
  }
  return path;
}
