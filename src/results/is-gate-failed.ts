import type { GateFindings } from './findings/gate.ts';

/** Whether head is worse than base, or misses an objective. */
export function isGateFailed({ answers, figures, objectives }: GateFindings): boolean {
  return (
    answers === 'differ' ||
    figures.some(({ verdict }) => verdict === 'regression') ||
    objectives.some(({ verdict }) => verdict === 'missed')
  );
}
