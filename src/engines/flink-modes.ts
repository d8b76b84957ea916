import type { Configuration } from '../results/configuration.ts';

/** The modes of Flink's SQL: each row by itself, or updates of a table bundled for a time. */
export const flinkModes = ['streaming', 'mini-batch'] as const;
export type FlinkMode = (typeof flinkModes)[number];

/** A mode as a configuration. Without checkpoints no position is committed. */
export function flinkConfiguration(mode: FlinkMode, intervalMs: number | null): Configuration {
  const of = { engine: 'flink', mode, commit: 'none' } as const;
  return mode === 'streaming'
    ? { ...of, executor: 'continuous', intervalMs: null }
    : { ...of, executor: 'micro-batch', intervalMs: intervalMs ?? 100 };
}
