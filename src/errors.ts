import { closest, distance } from 'fastest-levenshtein';
import { escapeControls } from './control-characters.ts';

/**
 * - `input`: what the user typed or wrote is wrong (an option, a pipeline, a file's content).
 * - `environment`: the machine refuses (a missing file, a full disk, an old Node).
 * - `wrong-answer`: executors disagree where they must agree, so the run has no figures.
 * - `interrupted`: the user stopped the run.
 */
export type ErrorKind = 'input' | 'environment' | 'wrong-answer' | 'interrupted';

export interface Problem {
  readonly kind: ErrorKind;
  /** What is wrong, in one clause without a full stop. */
  readonly what: string;
  /** The option, file, column or node at fault. */
  readonly where?: string;
  /** What the user can do about it. */
  readonly remedy?: string;
}

/**
 * The one error that users are meant to see. It prints as one or two lines, whatever text from outside it contains,
 * and without a stack.
 */
export class StreamBenchError extends Error {
  override readonly name = 'StreamBenchError';
  readonly problem: Problem;

  constructor(problem: Problem, cause?: unknown) {
    const where = problem.where === undefined ? '' : `${escapeControls(problem.where)}: `;
    const remedy = problem.remedy === undefined ? '' : `\n${escapeControls(problem.remedy)}`;
    super(`${where}${escapeControls(problem.what)}${remedy}`, { cause });
    this.problem = problem;
  }
}

/** What an error from outside says, in a line. Anything can be thrown. */
export function messageOf(error: unknown): string {
  try {
    return firstLine(error instanceof Error ? error.message : String(error));
  } catch {
    return 'a value that has no text';
  }
}

/** A short reason: the system's error code, such as ENOSPC. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Of a message from outside, which may have many. */
export function firstLine(text: string): string {
  return text.trim().split('\n')[0];
}

/** "Did you mean 'x'?" for the nearest of `candidates`, or undefined if none is near. */
export function didYouMean(given: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const nearest = closest(given, candidates);
  // Up to a third of the letters may be wrong: beyond that, a suggestion is a guess.
  const tolerated = Math.max(1, Math.floor(given.length / 3) + 1);
  return distance(given, nearest) <= tolerated ? `Did you mean '${nearest}'?` : undefined;
}
