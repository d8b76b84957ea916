import { StreamBenchError } from '../errors.ts';
import type { LoadEntry, LoadParameter, LoadParameters } from './load.ts';
import { arrivalsOf, type RateCurve } from './rate-curve.ts';

/** A load whose rate changes with time by a formula. */
export interface CurveShape extends LoadEntry {
  /** As typed in `--load`. `stream-bench list` plots it. */
  readonly example: string;
  /** How long the whole shape takes: one period if it repeats. */
  spanMs(parameters: LoadParameters): number;
  /** Whether the shape starts over after its span. */
  readonly repeats: boolean;
  /** Throws StreamBenchError if a parameter is missing, or parameters contradict each other. */
  curve(parameters: LoadParameters): RateCurve;
}

/** What the file of a shape defines. */
export interface CurveDefinition extends Omit<CurveShape, 'create'> {
  readonly kind: string;
  /** What is wrong with parameters that are complete and not negative, in a clause; undefined if nothing is. */
  readonly problem: (parameters: LoadParameters) => string | undefined;
}

export function curveShape({ kind, problem, ...definition }: CurveDefinition): CurveShape {
  const curve = (parameters: LoadParameters): RateCurve => {
    const what = wrongParameter(definition.parameters, parameters) ?? problem(parameters);
    if (what === undefined) return definition.curve(parameters);
    throw new StreamBenchError({
      kind: 'input',
      where: `load '${kind}'`,
      what,
      remedy: `Write it like ${definition.example}.`,
    });
  };
  return {
    ...definition,
    curve,
    create({ parameters = {}, count }) {
      const rates = curve(parameters);
      return {
        kind,
        arrivalsNanos: (durationNanos, _seed, allocate) => arrivalsOf(rates, durationNanos, count, allocate),
      };
    },
  };
}

function wrongParameter(known: readonly LoadParameter[], given: LoadParameters): string | undefined {
  const missing = known.find(({ key, optional }) => optional !== true && !Object.hasOwn(given, key));
  if (missing !== undefined) return `'${missing.name}' is missing`;
  const wrong = known.find(({ key }) => Object.hasOwn(given, key) && !(given[key] >= 0 && given[key] < Infinity));
  return wrong === undefined ? undefined : `'${wrong.name}' is not a number from 0 on`;
}
