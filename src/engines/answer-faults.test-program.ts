import type { UnitReport } from './unit-report.ts';

/** Why the answer of a unit, or that it was measured at all, is in doubt. Of a busy machine only figures are. */
export function answerFaults({ exclusions }: UnitReport): string[] {
  return exclusions.map(({ reason }) => reason).filter((reason) => !isLateness(reason));
}

/** Whether the machine was too busy to measure in time. */
export function isLateness(reason: string): boolean {
  return /the measuring sent .+ and noted .+ of the records late$/.test(reason);
}
