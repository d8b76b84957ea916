import { wrongAnswer } from '../../experiments/wrong-answer.ts';
import type { Findings } from '../../results/findings/findings.ts';
import { isGateFailed } from '../../results/is-gate-failed.ts';
import type { Result } from '../../results/result.ts';
import type { OutputOptions } from '../options/output-options.ts';

const differing =
  'units gave different answers on the same records, so the figures of those that failed are meaningless';

/**
 * 2 if an objective was given and no configuration holds it, or if a gate has failed; with `strict` 3 if an
 * answer is inconclusive; else 0.
 * Throws a StreamBenchError if answers differ.
 */
export function exitCodeOf(result: Result, { strict }: Pick<OutputOptions, 'strict'>): number {
  const { sameAnswer, findings, recommendation } = result;
  if (!sameAnswer.equal) throw wrongAnswer(differing);
  if (isMissed(findings)) return 2;
  const isInconclusive = recommendation?.inconclusive === true || isOpen(findings);
  return strict === true && isInconclusive ? 3 : 0;
}

/** Whether an objective was given and no configuration holds it, or a gate has failed. */
function isMissed(findings: Findings): boolean {
  switch (findings.kind) {
    case 'run':
    case 'recover':
      return false;
    case 'capacity': {
      const { capacities } = findings;
      const missed = capacities.filter(({ objective, verdict }) => objective !== null && verdict === 'no');
      return missed.length > 0 && missed.length === capacities.length;
    }
    case 'sweep':
      return findings.choice?.held === 'no';
    case 'gate':
      return isGateFailed(findings);
  }
}

/** Whether findings are inconclusive that the recommendation does not mark as such. */
function isOpen(findings: Findings): boolean {
  switch (findings.kind) {
    case 'sweep':
    case 'recover':
    case 'gate':
      return false;
    case 'run':
      return findings.precision?.isMet === false;
    case 'capacity':
      return findings.capacities.some(({ verdict }) => verdict === 'inconclusive');
  }
}
