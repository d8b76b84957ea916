import { adaptiveInterval } from './adaptive-interval.ts';
import { continuous } from './continuous.ts';
import { deadline } from './deadline.ts';
import type { Executor } from './executor.ts';
import { microBatch, type Triggers } from './micro-batch.ts';

/** The two ways to process records. */
export const executorKinds = ['continuous', 'micro-batch'] as const;
export type ExecutorKind = (typeof executorKinds)[number];

/** What decides when micro-batches start; an executor takes what it needs. */
export interface ExecutorSettings {
  readonly triggers: Triggers;
  /** The latency that its micro-batches keep. */
  readonly latencyNanos: number;
}

export interface ExecutorEntry {
  /** What it does, for help texts. */
  readonly describe: string;
  readonly kind: ExecutorKind;
  /** The setting that it is measured with several values of. */
  readonly takes?: 'interval' | 'deadline';
  readonly create: (settings: ExecutorSettings) => Executor;
}

/** The executors that are compared. `batch` is not one of them: it gives the reference answer. */
export const executors = {
  continuous: {
    describe: 'processes each record as soon as it arrives, in an invocation of its own',
    kind: 'continuous',
    create: () => continuous,
  },
  'micro-batch': {
    describe: 'collects records until a trigger, then processes all that have arrived in one invocation',
    kind: 'micro-batch',
    takes: 'interval',
    create: ({ triggers }) => microBatch(triggers),
  },
  adaptive: {
    describe: 'micro-batches whose interval follows from what the last ones took',
    kind: 'micro-batch',
    create: adaptiveInterval,
  },
  deadline: {
    describe: 'micro-batches that start as late as a latency allows',
    kind: 'micro-batch',
    takes: 'deadline',
    create: ({ latencyNanos }) => deadline(latencyNanos),
  },
} as const satisfies Readonly<Record<string, ExecutorEntry>>;

export type ExecutorName = keyof typeof executors;
