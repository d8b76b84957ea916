import { Type, type Static } from 'typebox';
import { closed, oneOf } from './schema-parts.ts';

/** The figures of a unit that can be excluded, each for reasons of its own. */
export const figureNames = [
  'p50',
  'p90',
  'p99',
  'p999',
  'distribution',
  'throughput',
  'keepsUp',
  'busy',
  'processorTime',
  'recovery',
] as const;

export type FigureName = (typeof figureNames)[number];

export const exclusion = closed(
  {
    reason: Type.String(),
    figures: Type.Array(oneOf(figureNames), {
      description:
        'p50 to p999: percentiles of every latency. ' +
        'distribution: means, largest values, split, timeline, histograms, backlog. ' +
        'busy: busy time and the cost of invocations, of measuring, and of memory.',
    }),
  },
  'Why some figures of the unit say nothing about its configuration.',
);

export type Exclusion = Readonly<Static<typeof exclusion>>;

/** What a unit's figures are worth. */
export interface Standing {
  /** Why the whole unit failed; null where it did not. */
  readonly failure: string | null;
  readonly exclusions: readonly Exclusion[];
}

/** All figures share this reason. */
export function excludingAll(reason: string): Exclusion {
  return { reason, figures: [...figureNames] };
}

export function isFailed({ failure }: Standing): boolean {
  return failure !== null;
}

/** Whether the figure says something about the unit's configuration. */
export function counts({ failure, exclusions }: Standing, figure: FigureName): boolean {
  return failure === null && !exclusions.some(({ figures }) => figures.includes(figure));
}

/** Whether every figure does. */
export function countsWhole({ failure, exclusions }: Standing): boolean {
  return failure === null && exclusions.length === 0;
}

/** No figure of it counts, although it did not fail. */
export function isExcluded(unit: Standing): boolean {
  return unit.failure === null && figureNames.every((figure) => !counts(unit, figure));
}

/** Why the unit, or a part of its figures, does not count. */
export function reasonsOf({ failure, exclusions }: Standing): string[] {
  return [...(failure === null ? [] : [failure]), ...exclusions.map(({ reason }) => reason)];
}
