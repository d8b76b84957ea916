import { StreamBenchError } from '../errors.ts';
import { inWords } from './shown-value.ts';
import { userFrames } from './user-code.ts';

/**
 * Finds what a user built and used nowhere. `a && b` and `!a` cannot be trapped: JavaScript decides them before any
 * record is read, and drops an operand in silence. What it drops is a part that was built and is in nothing.
 */
export interface Part {
  readonly [inWords]: string;
  /** What to say of it if it is used nowhere. */
  unusedProblem(): { readonly what: string; readonly remedy: string };
}

/** The parts of the pipeline that is being built, each with the stack at that time. Undefined outside of `building`. */
let builtParts: Map<Part, Error> | undefined;
const used = new WeakSet<Part>();

export function noteBuilt(part: Part): void {
  builtParts?.set(part, new Error('built here'));
}

export function noteUsed(part: Part): void {
  used.add(part);
}

/**
 * Builds a whole pipeline. Only then is it known what is used nowhere: a part of one operator may go into a later one.
 *
 * @throws StreamBenchError for the first part that is used nowhere, with the stack of the place where it was built
 */
export function building<Built>(build: () => Built): Built {
  const outer = builtParts;
  const parts = (builtParts = new Map<Part, Error>());
  try {
    const built = build();
    checkAllUsed(parts);
    return built;
  } finally {
    builtParts = outer;
  }
}

function checkAllUsed(built: ReadonlyMap<Part, Error>): void {
  if ([...built.keys()].every((part) => used.has(part))) return;
  // A function that builds several parts may be called several times, each time for another one of them.
  const again = new Set([...built].flatMap(([part, stack]) => (used.has(part) ? [textAndPlace(part, stack)] : [])));
  for (const [part, stack] of built) {
    if (used.has(part) || again.has(textAndPlace(part, stack))) continue;
    throw unusedError(part, stack);
  }
}

function unusedError(part: Part, stack: Error): StreamBenchError {
  const error = new StreamBenchError({ kind: 'input', ...part.unusedProblem() });
  // So that the loader of pipeline files names the line where it was built, not the end of the pipeline.
  error.stack = `${error.name}: ${error.message}\n${userFrames(stack).join('\n')}`;
  return error;
}

/** What was built, and the file, line and column of the user's code. */
function textAndPlace(part: Part, stack: Error): string {
  return `${part[inWords]}${userFrames(stack)[0]}`;
}
