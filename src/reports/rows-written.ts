import { configurationName } from '../results/configuration.ts';
import { perSecond, span } from '../results/quantity.ts';
import type { Result } from '../results/result.ts';

/**
 * How many rows each configuration wrote to a table: micro-batches write only the last of each key. Undefined where no
 * row replaced another.
 */
export function rowsWritten({ units }: Pick<Result, 'units'>): string | undefined {
  if (units.every(({ output }) => output === null || (output.rowsWritten ?? output.rows) === output.rows))
    return undefined;
  const written = [...Map.groupBy(units, configurationName)].map(([name, own]) => {
    const counts = own.flatMap(({ output }) => output?.rowsWritten ?? []);
    return `${name} ${counts.length === 0 ? 'unknown' : span(counts, perSecond)}`;
  });
  return `Rows written, of which a table keeps the last for each key: ${written.join('; ')}.`;
}
