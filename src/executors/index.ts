import { continuous } from './continuous.ts';
import type { Executor } from './executor.ts';
import { microBatch, type Triggers } from './micro-batch.ts';

export interface ExecutorEntry {
  /** What it does, for help texts. */
  readonly describe: string;
  /** Whether its triggers come at an interval. */
  readonly takesInterval: boolean;
  /** An executor without an interval ignores the triggers. */
  readonly create: (triggers: Triggers) => Executor;
}

/** The executors that are compared. `batch` is not one of them: it gives the reference answer. */
export const executors = {
  continuous: {
    describe: 'processes each record as soon as it arrives, in an invocation of its own',
    takesInterval: false,
    create: () => continuous,
  },
  'micro-batch': {
    describe: 'collects records until a trigger, then processes all that have arrived in one invocation',
    takesInterval: true,
    create: microBatch,
  },
} as const satisfies Readonly<Record<string, ExecutorEntry>>;

export type ExecutorKind = keyof typeof executors;
