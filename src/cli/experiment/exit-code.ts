import { StreamBenchError } from '../../errors.ts';
import type { Result } from '../../results/result.ts';
import type { OutputOptions } from '../options/output-options.ts';

/** 0; or 2 where an objective was asked that nothing holds; or, if strict, 3 where an answer is inconclusive. Throws where answers differ. */
export function exitCodeOf(result: Result, { strict }: Pick<OutputOptions, 'strict'>): number {
  if (!result.sameAnswer.equal) throw differingAnswers();
  if (isMissed(result)) return 2;
  return strict === true && isInconclusive(result) ? 3 : 0;
}

function isMissed({ sweep, capacity = [] }: Result): boolean {
  return (
    sweep?.choice?.held === 'no' ||
    (capacity.length > 0 && capacity.every(({ objective, verdict }) => objective !== null && verdict === 'no'))
  );
}

function isInconclusive({ recommendation, capacity = [] }: Result): boolean {
  return recommendation?.inconclusive === true || capacity.some(({ verdict }) => verdict === 'inconclusive');
}

function differingAnswers(): StreamBenchError {
  return new StreamBenchError({
    kind: 'wrong-answer',
    what: 'executors gave different answers on the same records, so the figures of the failed runs mean nothing',
    remedy: 'This is a fault of stream-bench, or of a pipeline function that is not a pure one.',
  });
}
