import { burst } from './burst.ts';
import { constant } from './constant.ts';
import type { CurveShape } from './curve-shape.ts';
import type { Load, LoadOptions, LoadParameter, LoadParameters } from './load.ts';
import { poisson } from './poisson.ts';
import { ramp } from './ramp.ts';
import { replay } from './replay.ts';
import { saturate } from './saturate.ts';
import { step } from './step.ts';
import { wave } from './wave.ts';

export type CurveKind = 'burst' | 'ramp' | 'step' | 'wave';
export type LoadKind = 'constant' | 'poisson' | 'replay' | 'saturate' | CurveKind;

interface LoadEntry {
  /** What arrives when, for `stream-bench list`. */
  readonly describe: string;
  /** What can be typed after its name; optional ones have an option of their own too, or need not be there. */
  readonly parameters: readonly LoadParameter[];
  /** Throws StreamBenchError when an option that the load needs is missing or out of range. */
  create(options: LoadOptions): Load;
}

/** The loads whose rate changes by a formula. */
export const curveShapes: Readonly<Record<CurveKind, CurveShape>> = { step, ramp, wave, burst };

const rate: LoadParameter = { name: 'rate', key: 'ratePerSecond', quantity: 'rate', optional: true };
const speed: LoadParameter = { name: 'speed', key: 'speed', quantity: 'factor', optional: true };

export const loads: Readonly<Record<LoadKind, LoadEntry>> = {
  constant: { describe: 'evenly spaced records, at the rate given', parameters: [rate], create: constant },
  poisson: {
    describe: 'independent records with exponential gaps, at the rate given on average',
    parameters: [rate],
    create: poisson,
  },
  ...curveShapes,
  replay: {
    describe: 'recorded data with the gaps of its event times (--replay), or as much faster as --speed says',
    parameters: [speed],
    create: replay,
  },
  saturate: {
    describe: 'all records at once (--rate max), to see how fast they are processed',
    parameters: [],
    create: saturate,
  },
};

/** The shape of that name, or undefined for a load of another sort. */
export function curveShapeOf(kind: LoadKind): CurveShape | undefined {
  return Object.hasOwn(curveShapes, kind) ? curveShapes[kind as CurveKind] : undefined;
}

/** After which the load repeats itself; 0 where it does not. */
export function periodMs(kind: LoadKind, parameters: LoadParameters): number {
  const shape = curveShapeOf(kind);
  return shape?.repeats === true ? shape.spanMs(parameters) : 0;
}
