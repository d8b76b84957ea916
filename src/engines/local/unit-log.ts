import { join } from 'node:path';
import { epochMs } from '../../executors/commit-policy.ts';
import type { UnitObserver } from '../../measurement/meter/deferred-commits.ts';
import { InvocationLog } from '../../measurement/meter/invocation-log.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { SpilledLog } from './spill/spilled-log.ts';
import { SpilledNumbers } from './spill/spilled-numbers.ts';

/** What is observed during a measurement, and can be replayed after it. */
export interface UnitLog extends UnitObserver {
  /** Whether the system took time in the middle of any invocation. */
  readonly hasTaken: boolean;
  /** For how long the executor waited until the log had room. */
  readonly waitedNanos: number;
  replay(observer: UnitObserver): void;
}

export interface OpenLog {
  readonly log: UnitLog;
  readonly close: () => Promise<void>;
}

/** In memory, or where records are made while they are processed in a file: there may be as many invocations. */
export function openLog({ configuration }: UnitSpec, scheduled: ScheduledRecords, directory: string): OpenLog {
  const { arrivalsNanos, ring } = scheduled;
  const isDeferred = epochMs(configuration.commit) !== null;
  if (ring === null) return { log: new InvocationLog(arrivalsNanos.length, isDeferred), close: async () => {} };
  const numbers = new SpilledNumbers(join(directory, 'invocations'));
  return { log: new SpilledLog(numbers, isDeferred), close: async () => numbers.close() };
}
