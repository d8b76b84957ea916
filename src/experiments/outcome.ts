import { StreamBenchError } from '../errors.ts';
import type { Result } from '../results/result.ts';

/** How an experiment ended. Units finished before a problem are kept. */
export interface Outcome {
  /** Undefined where no unit was finished. */
  readonly result: Result | undefined;
  /** Why the experiment ended early; undefined where it did not. */
  readonly problem: StreamBenchError | undefined;
}

/** The problem that ended the work early; undefined if there was none. Rethrows faults of the program. */
export async function problemIn(work: () => Promise<void>): Promise<StreamBenchError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return problem;
  }
}

/** The problem that an error tells users; undefined for faults of the program. */
export function problemOf(error: unknown): StreamBenchError | undefined {
  if (error instanceof StreamBenchError) return error;
  const isInterrupted = error instanceof Error && error.name === 'AbortError';
  return isInterrupted ? new StreamBenchError({ kind: 'interrupted', what: 'interrupted' }, error) : undefined;
}

export function wasInterrupted(problem: StreamBenchError | undefined): boolean {
  return problem?.problem.kind === 'interrupted';
}
