import { StreamBenchError, type Problem } from '../errors.ts';

/** Why a thread ended, as one thread can tell another. */
export type ThreadFailure = { readonly problem: Problem } | { readonly error: unknown };

export function failureOf(error: unknown): ThreadFailure {
  return error instanceof StreamBenchError ? { problem: error.problem } : { error };
}

/** What is to be thrown here for it. */
export function errorOf(failure: ThreadFailure): unknown {
  return 'problem' in failure ? new StreamBenchError(failure.problem) : failure.error;
}

/** @param name as in `the thread of the sink` */
export function endWithoutReason(name: string, remedy: string, cause?: unknown): StreamBenchError {
  const what = `${name} ended without giving a reason`;
  return new StreamBenchError({ kind: 'environment', what, remedy }, cause);
}
