import type { GateFigure, GateFindings } from '../../src/results/findings/gate.ts';
import { gateVerdict } from '../gate-verdict.ts';

/** How one gate ended. */
export interface JobRow {
  readonly effect: string;
  /** Whether its units were drawn from a pool, or it was a whole gate with processes of its own. */
  readonly how: 'drawn' | 'whole';
  /** Where it was made, by its name. */
  readonly situation: string;
  /** The time that it was given. */
  readonly minutes: number;
  /** What it took; rows of before 2026-11-30 do not tell. */
  readonly tookMinutes?: number;
  readonly verdict: GateFigure['verdict'];
  readonly figures: readonly Pick<GateFigure, 'metric' | 'load' | 'margin' | 'verdict' | 'pairs' | 'change' | 'why'>[];
}

/** What gates must share to be counted together. */
export function conditionsOf({ effect, situation, minutes }: JobRow): string {
  return `${effect}|${situation}|${minutes}`;
}

/** A gate, and how long it took. */
export interface Job {
  readonly findings: GateFindings;
  readonly tookMinutes: number;
}

export function rowOf(of: Omit<JobRow, 'verdict' | 'figures'>, { findings, tookMinutes }: Job): JobRow {
  const { figures } = findings;
  return {
    ...of,
    tookMinutes: Math.round(100 * tookMinutes) / 100,
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
