import type { Configuration } from '../results/configuration.ts';

/** How long continuous mode runs from checkpoint to checkpoint, and real-time mode. */
export const continuousCheckpointMs = 1000;
export const realTimeCheckpointMs = 300_000;

/** The modes of Structured Streaming that can be measured. */
export const sparkModes = ['micro-batch', 'continuous', 'real-time'] as const;
export type SparkMode = (typeof sparkModes)[number];

/** A mode as a configuration. Offsets are committed with each micro-batch, or at each checkpoint. */
export function sparkConfiguration(mode: SparkMode, intervalMs: number | null): Configuration {
  const of = { engine: 'spark', mode } as const;
  switch (mode) {
    case 'micro-batch':
      return { ...of, executor: 'micro-batch', intervalMs: intervalMs ?? 0, commit: 'invocation' };
    case 'continuous':
      return { ...of, executor: 'continuous', intervalMs: null, commit: `epoch:${continuousCheckpointMs}ms` };
    case 'real-time':
      return { ...of, executor: 'continuous', intervalMs: null, commit: `epoch:${realTimeCheckpointMs}ms` };
  }
}
