import { StreamBenchError } from '../../errors.ts';
import type { Findings } from '../../results/findings/findings.ts';
import type { Result } from '../../results/result.ts';
import type { OutputOptions } from '../options/output-options.ts';

/**
 * 2 where an objective was asked for that nothing holds; if strict, 3 where an answer is inconclusive; else 0. Throws a
 * StreamBenchError where answers differ.
 */
export function exitCodeOf(result: Result, { strict }: Pick<OutputOptions, 'strict'>): number {
  const { sameAnswer, findings, recommendation } = result;
  if (!sameAnswer.equal) throw differingAnswers();
  if (isMissed(findings)) return 2;
  const isInconclusive = recommendation?.inconclusive === true || isOpen(findings);
  return strict === true && isInconclusive ? 3 : 0;
}

/** An objective was asked for, and nothing holds it. */
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
  }
}

/** An answer is open that the recommendation does not speak of. */
function isOpen(findings: Findings): boolean {
  switch (findings.kind) {
    case 'run':
    case 'sweep':
    case 'recover':
      return false;
    case 'capacity':
      return findings.capacities.some(({ verdict }) => verdict === 'inconclusive');
  }
}

function differingAnswers(): StreamBenchError {
  return new StreamBenchError({
    kind: 'wrong-answer',
    what: 'units gave different answers on the same records, so the figures of those that failed mean nothing',
    remedy: 'This is a fault of stream-bench, or of a pipeline function that is not a pure one.',
  });
}
