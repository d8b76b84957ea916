import type { GateFigure, GateFindings } from '../src/results/findings/gate.ts';
import { isGateFailed } from '../src/results/is-gate-failed.ts';

/** How a gate of two versions ended, if it could measure. */
export function gateVerdict(findings: GateFindings): GateFigure['verdict'] {
  if (isGateFailed(findings)) return 'regression';
  const isOpen = findings.figures.some(({ verdict }) => verdict === 'inconclusive');
  return isOpen || findings.figures.length === 0 ? 'inconclusive' : 'pass';
}
