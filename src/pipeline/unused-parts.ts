import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StreamBenchError } from '../errors.ts';

/**
 * Finds what a user built and used nowhere. `a && b` and `!a` cannot be trapped: JavaScript decides them before any
 * record is read, and drops an operand in silence. What it drops is a part that was built and is in nothing.
 */
export interface Part {
  /** What to say of it if it is used nowhere. */
  unusedProblem(): { readonly what: string; readonly remedy: string };
}

interface Building {
  /** The stack of each part at the time when it was built. */
  readonly built: Map<Part, Error>;
  readonly used: Set<Part>;
}

/** The pipeline that is being built. Undefined outside of `building`, where nothing is noted. */
let current: Building | undefined;

export function noteBuilt(part: Part): void {
  current?.built.set(part, new Error('built here'));
}

export function noteUsed(part: Part): void {
  current?.used.add(part);
}

/**
 * Builds a whole pipeline. Only then is it known what is used nowhere: a part of one operator may go into a later one.
 *
 * @throws StreamBenchError for the first part that is used nowhere, with the stack of the place where it was built
 */
export function building<Built>(build: () => Built): Built {
  const outer = current;
  const parts = (current = { built: new Map(), used: new Set() });
  try {
    const built = build();
    checkAllUsed(parts);
    return built;
  } finally {
    current = outer;
  }
}

function checkAllUsed({ built, used }: Building): void {
  if ([...built.keys()].every((part) => used.has(part))) return;
  // A function that builds several parts may be called several times, each time for another one of them.
  const usedPlaces = new Set([...built].flatMap(([part, stack]) => (used.has(part) ? [placeOf(stack)] : [])));
  for (const [part, stack] of built) {
    if (used.has(part) || usedPlaces.has(placeOf(stack))) continue;
    throw unusedError(part, stack);
  }
}

function unusedError(part: Part, stack: Error): StreamBenchError {
  const error = new StreamBenchError({ kind: 'input', ...part.unusedProblem() });
  // So that the loader of pipeline files names the line where it was built, not the end of the pipeline.
  error.stack = `${error.name}: ${error.message}\n${framesOf(stack).join('\n')}`;
  return error;
}

/** The file, line and column of the user's code. */
function placeOf(stack: Error): string | undefined {
  return framesOf(stack)[0];
}

/** The frames of a stack without those of the builder, which stands in these two folders. */
function framesOf({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line) && !ownFolders.some((own) => line.includes(own)));
}

const here = dirname(fileURLToPath(import.meta.url));
const ownFolders = [here, `${dirname(here)}${sep}builder`].map((folder) => `${folder}${sep}`);
