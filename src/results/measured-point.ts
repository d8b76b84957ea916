import { configurationName } from './configuration-name.ts';
import type { Result, Run, Summary } from './result.ts';

/** One configuration at one offered rate: what a row of a table or a point of a chart shows. */
export interface MeasuredPoint {
  /** As `configurationName` gives it. */
  readonly name: string;
  readonly commit: string;
  readonly guarantee: Summary['guarantee'];
  /** Records per second; null where all arrive at once. */
  readonly offeredRate: number | null;
  /** In the order of their repetitions. */
  readonly runs: readonly Run[];
  /** The summary's row of a metric, and its place in the document. */
  readonly of: (metric: string) => (Summary & { readonly index: number }) | undefined;
}

/** In the order of the summary. */
export function measuredPoints({ runs, summary }: Pick<Result, 'runs' | 'summary'>): MeasuredPoint[] {
  const runsOf = Map.groupBy(runs, pointKey);
  const rows = summary.map((row, index) => ({ ...row, index }));
  return [...Map.groupBy(rows, pointKey)].map(([key, own]) => {
    const { commit, guarantee, offeredRate } = own[0];
    const of = (metric: string) => own.find((row) => row.metric === metric);
    return { name: configurationName(own[0]), commit, guarantee, offeredRate, runs: runsOf.get(key) ?? [], of };
  });
}

/** The same for runs and rows of the summary that are about the same configuration at the same rate. */
export function pointKey(of: Run | Summary): string {
  return JSON.stringify([of.executor, of.intervalMs, of.commit, of.offeredRate]);
}
