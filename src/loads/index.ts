import { burst } from './burst.ts';
import { constantLoad } from './constant.ts';
import type { CurveShape } from './curve-shape.ts';
import type { LoadEntry, LoadParameters } from './load.ts';
import { poissonLoad } from './poisson.ts';
import { ramp } from './ramp.ts';
import { replayLoad } from './replay.ts';
import { saturateLoad } from './saturate.ts';
import { step } from './step.ts';
import { wave } from './wave.ts';

/** The loads whose rate changes by a formula. A new one is its file and its name here. */
export const curveShapes = { step, ramp, wave, burst } satisfies Readonly<Record<string, CurveShape>>;

export type CurveKind = keyof typeof curveShapes;

/** All loads by name, in the order of listings. A new load of another sort is its file and its name here. */
export const loads = {
  constant: constantLoad,
  poisson: poissonLoad,
  ...curveShapes,
  replay: replayLoad,
  saturate: saturateLoad,
} satisfies Readonly<Record<string, LoadEntry>>;

export type LoadKind = keyof typeof loads;

/** The shape of that name; undefined if the load is not one of `curveShapes`. */
export function curveShapeOf(kind: LoadKind): CurveShape | undefined {
  return Object.hasOwn(curveShapes, kind) ? curveShapes[kind as CurveKind] : undefined;
}

/** The time after which the load repeats; 0 if it does not. */
export function periodMs(kind: LoadKind, parameters: LoadParameters): number {
  const shape = curveShapeOf(kind);
  return shape?.repeats === true ? shape.spanMs(parameters) : 0;
}
