import { median } from '../../statistics/median.ts';
import { fsyncTimesMicros } from './fsync-time.ts';
import { checkSpeed } from './speed-check.ts';

/** How long fixed work takes: medians, in microseconds. Only the machine makes it longer or shorter. */
export interface ControlTimes {
  /** Arithmetic. */
  readonly processorMicros: number;
  /** Random reads. */
  readonly memoryMicros: number;
  /** A small write that survives a loss of power. */
  readonly commitMicros: number;
}

const [pieces, syncs] = [3, 15];

/**
 * Takes about 0.2 s.
 *
 * @param directory an existing folder, for the writes
 */
export function controlTimes(directory: string): ControlTimes {
  const { arithmeticMicros, memoryMicros } = checkSpeed(pieces);
  return {
    processorMicros: median(arithmeticMicros)!,
    memoryMicros: median(memoryMicros)!,
    commitMicros: median(fsyncTimesMicros(directory, syncs))!,
  };
}
