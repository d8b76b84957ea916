import { configurationKey, configurationName, configurationOf, type Configuration } from './configuration.ts';
import type { Result } from './result.ts';
import type { Summary } from './summary.ts';
import type { Unit } from './unit.ts';

/** One configuration at one offered rate, as in a row of a table or a point of a chart. */
export interface MeasuredPoint {
  readonly configuration: Configuration;
  /** From `configurationName`. */
  readonly name: string;
  readonly guarantee: Summary['guarantee'];
  /** Records per second; null where all arrive at once. */
  readonly offeredRate: number | null;
  /** In the order of their repetitions. */
  readonly units: readonly Unit[];
  /** The summary's row of a metric, and its place in the document. */
  readonly of: (metric: string) => (Summary & { readonly index: number }) | undefined;
}

/** In the order of the summary. */
export function measuredPoints({ units, summary }: Pick<Result, 'units' | 'summary'>): MeasuredPoint[] {
  const unitsOf = Map.groupBy(units, pointKey);
  const rows = summary.map((row, index) => ({ ...row, index }));
  return [...Map.groupBy(rows, pointKey)].map(([key, own]) => {
    const [{ guarantee, offeredRate }] = own;
    const configuration = configurationOf(own[0]);
    const name = configurationName(configuration);
    const of = (metric: string) => own.find((row) => row.metric === metric);
    return { configuration, name, guarantee, offeredRate, units: unitsOf.get(key) ?? [], of };
  });
}

/** Equal for units and rows of the summary with the same configuration and rate. */
export function pointKey(of: Configuration & { readonly offeredRate: number | null }): string {
  return `${configurationKey(of)} ${of.offeredRate}`;
}
