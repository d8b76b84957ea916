import { clockReadNanos } from '../../measurement/meter/harness-cost.ts';
import { fsyncTimesMicros } from '../../measurement/machine/fsync-time.ts';
import {
  clockResolutionNanos,
  parkLatenessMicros,
  spinFor,
  type IdleCheck,
} from '../../measurement/machine/idle-check.ts';
import { fileSystemOf } from '../../measurement/machine/machine.ts';
import { watchProcessors, type ProcessorUse } from '../../measurement/machine/processor-times.ts';
import { RealClock } from '../../measurement/clock/real-clock.ts';
import { checkSpeed } from '../../measurement/machine/speed-check.ts';

/** The properties of this machine that matter for measuring. */
export interface MachineState {
  readonly clock: { readonly readNanos: number; readonly resolutionNanos: number };
  readonly idle: IdleCheck & { readonly durationMs: number };
  readonly use: ProcessorUse;
  /** Times of equal pieces of work. */
  readonly speed: { readonly arithmeticMicros: Spread; readonly memoryMicros: Spread };
  /** How late waits of a millisecond off the processor end. */
  readonly parkLateMicros: Spread;
  /** The folder that the sinks write to. */
  readonly disk: { readonly directory: string; readonly filesystem: string; readonly fsyncMicros: Spread | null };
}

export interface Spread {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly max: number;
}

/** Long enough that 1 % of it is several time slices of a scheduler. */
const spinMs = 2000;
const parks = 200;
const syncs = 100;
const speedPieces = 100;

/** Takes about 5 s. */
export function examineMachine(directory: string): MachineState {
  const useUntil = watchProcessors();
  const startMs = performance.now();
  const idle = spinFor(spinMs);
  const use = useUntil(performance.now() - startMs);
  const { arithmeticMicros, memoryMicros } = checkSpeed(speedPieces);
  return {
    clock: { readNanos: fastestReadNanos(), resolutionNanos: clockResolutionNanos() },
    idle: { ...idle, durationMs: spinMs },
    use,
    speed: { arithmeticMicros: spreadOf(arithmeticMicros), memoryMicros: spreadOf(memoryMicros) },
    parkLateMicros: spreadOf(parkLatenessMicros(parks)),
    disk: { directory, filesystem: fileSystemOf(directory), fsyncMicros: fsyncSpread(directory) },
  };
}

/** The fastest of several: the others were interrupted. */
function fastestReadNanos(): number {
  return Math.min(...Array.from({ length: 5 }, () => clockReadNanos(new RealClock('spin'))));
}

/** By nearest rank. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const rank = (percent: number): number => sorted[Math.ceil((sorted.length * percent) / 100) - 1];
  return { p10: rank(10), p50: rank(50), p90: rank(90), max: rank(100) };
}

/** Null where nothing can be written. */
function fsyncSpread(directory: string): Spread | null {
  try {
    return spreadOf(fsyncTimesMicros(directory, syncs));
  } catch {
    return null;
  }
}
