import type { HarnessChild } from './harness-child.ts';
import type { HarnessRequest } from './messages.ts';
import type { UnitWatch } from './unit-watch.ts';

/** What measures a unit. */
export interface RunningUnit {
  readonly request: HarnessRequest;
  readonly producer: HarnessChild;
  readonly consumer: HarnessChild;
  readonly watch: UnitWatch;
  readonly timeoutMs: number | undefined;
  /** Aborted when the unit has ended, however. */
  readonly ended: AbortSignal;
}
