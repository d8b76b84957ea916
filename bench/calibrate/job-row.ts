import type { GateFigure, GateFindings } from '../../src/results/findings/gate.ts';
import { gateVerdict } from '../gate-verdict.ts';

/** How one gate ended. */
export interface JobRow {
  readonly effect: string;
  /** Whether its units were drawn from a pool, or it was a whole gate with processes of its own. */
  readonly how: 'drawn' | 'whole';
  /** Where it was made, by its name. */
  readonly situation: string;
  /** The longest time that it was given. */
  readonly minutes: number;
  readonly verdict: GateFigure['verdict'];
  readonly figures: readonly Pick<GateFigure, 'metric' | 'load' | 'margin' | 'verdict' | 'pairs' | 'change' | 'why'>[];
}

/** What gates must share to be counted together. */
export function conditionsOf({ effect, situation, minutes }: JobRow): string {
  return `${effect}|${situation}|${minutes}`;
}

export function rowOf(of: Omit<JobRow, 'verdict' | 'figures'>, findings: GateFindings): JobRow {
  const { figures } = findings;
  return {
    ...of,
    verdict: gateVerdict(findings),
    figures: figures.map(({ metric, load, margin, verdict, pairs, change, why }) => ({
      metric,
      load,
      margin,
      verdict,
      pairs,
      change,
      ...(why !== undefined && { why }),
    })),
  };
}
