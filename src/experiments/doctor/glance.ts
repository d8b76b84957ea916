import { setImmediate } from 'node:timers/promises';
import { spinFor, type IdleCheck } from '../../measurement/machine/idle-check.ts';
import { watchProcessors, type ProcessorUse } from '../../measurement/machine/processor-times.ts';
import { others, pauses, stolen, type Finding } from './diagnosis.ts';

/** What a short look at the machine saw. */
export interface Glance {
  readonly idle: IdleCheck & { readonly durationMs: number };
  readonly use: ProcessorUse;
}

/** How long a look takes on a quiet machine, and on one that is not, to be sure. */
const shortMs = 500;
const longMs = 2000;
/** After each piece, an interrupt is noticed. */
const pieceMs = 100;

/** Looks at the machine before the first unit: for half a second, or two if that shows a disturbance. */
export async function glanceAtMachine(signal: AbortSignal, look = spinFor): Promise<Glance> {
  const useUntil = watchProcessors();
  const startMs = performance.now();
  let seen: Glance = { idle: { takenShare: 0, pauses: 0, longestMicros: 0, durationMs: 0 }, use: useUntil(1) };
  while (!signal.aborted && seen.idle.durationMs < (disturbances(seen).length === 0 ? shortMs : longMs)) {
    const idle = together(seen.idle, { ...look(pieceMs), durationMs: pieceMs });
    seen = { idle, use: useUntil(performance.now() - startMs) };
    await setImmediate();
  }
  return seen;
}

function together(left: Glance['idle'], right: Glance['idle']): Glance['idle'] {
  const durationMs = left.durationMs + right.durationMs;
  return {
    takenShare: (left.takenShare * left.durationMs + right.takenShare * right.durationMs) / durationMs,
    pauses: left.pauses + right.pauses,
    longestMicros: Math.max(left.longestMicros, right.longestMicros),
    durationMs,
  };
}

/** What will exclude figures of units; empty on a machine that is quiet enough. */
function disturbances(glance: Glance): Finding[] {
  return [others(glance), stolen(glance), pauses(glance)].filter(({ verdict }) => verdict === 'poor');
}

/** One line about what was seen; undefined where there is nothing to say. */
export function glanceText(glance: Glance): string | undefined {
  const found = disturbances(glance).map(({ about, found: what }) => `${about} ${what}`);
  if (found.length === 0) return undefined;
  const remedy =
    'To have all, end other programs, or use a quieter machine; stream-bench doctor watches it for longer.';
  return `this machine is busy: ${found.join('; ')}. Figures that this may move too far are excluded. ${remedy}`;
}
