import { configurationName } from '../results/configuration.ts';
import type { Unit } from '../results/unit.ts';
import { listItem } from './paragraph.ts';

const figures = /(\d+(?:\.\d+)?)/;

/** Which runs do not count and why, in lines for a terminal. */
export function exclusions(units: readonly Unit[]): string | undefined {
  const found = excludedUnits(units);
  return found === undefined ? undefined : [`${found.head}:`, ...found.items.map(listItem)].join('\n');
}

/** Which runs do not count and why, by configuration; reasons that differ only in their figures become one. */
export function excludedUnits(
  units: readonly Unit[],
): { readonly head: string; readonly items: readonly string[] } | undefined {
  const excluded = units.filter(({ status }) => status !== 'valid');
  if (excluded.length === 0) return undefined;
  const areOfOneRate = new Set(units.map(({ offeredRate }) => offeredRate)).size === 1;
  const items = [...Map.groupBy(excluded, configurationName)].flatMap(([name, own]) => {
    const reasons = own.flatMap((run) => run.reasons.map((reason) => ({ reason, repetition: run.repetition })));
    return [...Map.groupBy(reasons, ({ reason }) => reason.split(figures).filter(isText).join('#')).values()].map(
      (alike) =>
        `${name}, ${areOfOneRate ? repetitionsOf(alike) : unitsOf(alike)}: ${merged(alike.map(({ reason }) => reason))}`,
    );
  });
  return { head: `${excluded.length} of ${units.length} units not counted`, items };
}

function repetitionsOf(units: readonly Pick<Unit, 'repetition'>[]): string {
  const numbers = units.map(({ repetition }) => repetition + 1);
  return `${numbers.length === 1 ? 'repetition' : 'repetitions'} ${numbers.join(', ')}`;
}

/** Of several rates, whose repetitions have the same numbers. */
function unitsOf({ length }: readonly unknown[]): string {
  return length === 1 ? '1 unit' : `${length} units`;
}

/** One text of several that differ only in figures, each of which becomes smallest–largest. */
function merged(reasons: readonly string[]): string {
  const parts = reasons.map((reason) => reason.split(figures));
  return parts[0].map((part, place) => (isText(part, place) ? part : spread(parts.map((of) => of[place])))).join('');
}

function spread(numbers: readonly string[]): string {
  const sorted = [...numbers].sort((left, right) => Number(left) - Number(right));
  const [low, high] = [sorted[0], sorted.at(-1)!];
  return low === high ? low : `${low}–${high}`;
}

/** Splitting puts text at even places and figures at odd ones. */
function isText(_part: string, place: number): boolean {
  return place % 2 === 0;
}
