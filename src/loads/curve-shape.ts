import { StreamBenchError } from '../errors.ts';
import type { Load, LoadOptions, LoadParameter, LoadParameters } from './load.ts';
import { arrivalsOf, type RateCurve } from './rate-curve.ts';

/** A load whose rate changes with time by a formula. */
export interface CurveShape {
  readonly describe: string;
  readonly parameters: readonly LoadParameter[];
  /** As it can be typed, and is plotted by `stream-bench list`. */
  readonly example: string;
  /** How long it takes until all of the shape was there once: a period, where it repeats itself. */
  spanMs(parameters: LoadParameters): number;
  /** Whether it does so over and over. */
  readonly repeats: boolean;
  /** Throws StreamBenchError where a parameter is missing, or they contradict each other. */
  curve(parameters: LoadParameters): RateCurve;
  create(options: LoadOptions): Load;
}

/** The parts that differ from shape to shape; `problem` says in a clause what is wrong with parameters, if anything. */
export interface CurveDefinition extends Pick<
  CurveShape,
  'describe' | 'parameters' | 'example' | 'spanMs' | 'repeats' | 'curve'
> {
  readonly kind: string;
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
      return { kind, arrivalsNanos: (durationNanos) => arrivalsOf(rates, durationNanos, count) };
    },
  };
}

function wrongParameter(known: readonly LoadParameter[], given: LoadParameters): string | undefined {
  const missing = known.find(({ key, optional }) => optional !== true && !Object.hasOwn(given, key));
  if (missing !== undefined) return `'${missing.name}' is missing`;
  const wrong = known.find(({ key }) => Object.hasOwn(given, key) && !(given[key] >= 0 && given[key] < Infinity));
  return wrong === undefined ? undefined : `'${wrong.name}' is not a number from 0 on`;
}
