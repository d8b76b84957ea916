import { StreamBenchError } from '../errors.ts';
import type { Result } from '../results/result.ts';

/** 0, or 2 where an objective was asked that nothing holds. Throws where answers differ. */
export function exitCodeOf({ sameAnswer, sweep, capacity = [] }: Result): number {
  const missed = sweep?.choice?.held === 'no' || (capacity.length > 0 && capacity.every(({ objective, verdict }) => objective !== null && verdict === 'no'));
  if (sameAnswer.equal) return missed ? 2 : 0;
  throw new StreamBenchError({
    kind: 'wrong-answer',
    what: 'executors gave different answers on the same records, so the figures of the failed runs mean nothing',
    remedy: 'This is a fault of stream-bench, or of a pipeline function that is not a pure one.',
  });
}
