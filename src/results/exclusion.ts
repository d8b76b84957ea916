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
        'p50 to p999: percentiles of every latency, p99 also the windowed one. ' +
        'distribution: means, largest values, split, timeline, histograms, backlog. ' +
        'busy: busy time and the cost of invocations, of measuring, and of memory.',
    }),
  },
  'Why some figures of the unit say nothing about its configuration.',
);

export type Exclusion = Readonly<Static<typeof exclusion>>;

/** Whether a unit failed, and which of its figures are excluded. */
export interface Standing {
  /** Why the whole unit failed; null where it did not. */
  readonly failure: string | null;
  readonly exclusions: readonly Exclusion[];
}

/** Excludes all figures for one reason. */
export function excludingAll(reason: string): Exclusion {
  return { reason, figures: [...figureNames] };
}

export function isFailed({ failure }: Standing): boolean {
  return failure !== null;
}

/** Whether the figure counts: the unit did not fail, and the figure is not excluded. */
export function counts({ failure, exclusions }: Standing, figure: FigureName): boolean {
  return failure === null && !exclusions.some(({ figures }) => figures.includes(figure));
}

/** Whether every figure counts. */
export function countsWhole({ failure, exclusions }: Standing): boolean {
  return failure === null && exclusions.length === 0;
}

/** Whether all figures are excluded, although the unit did not fail. */
export function isExcluded(unit: Standing): boolean {
  return unit.failure === null && figureNames.every((figure) => !counts(unit, figure));
}

/** Why the unit failed, and why figures of it are excluded. */
export function reasonsOf({ failure, exclusions }: Standing): string[] {
  return [...(failure === null ? [] : [failure]), ...exclusions.map(({ reason }) => reason)];
}
