import { StreamBenchError } from '../errors.ts';

/** Of units or micro-batches whose answer is not that of batch. `what` as in a problem. */
export function wrongAnswer(what: string): StreamBenchError {
  const remedy = 'This is a fault of stream-bench, or of a function in the pipeline that is not pure.';
  return new StreamBenchError({ kind: 'wrong-answer', what, remedy });
}
