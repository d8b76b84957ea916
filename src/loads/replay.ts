import { StreamBenchError } from '../errors.ts';
import type { Load, LoadEntry, LoadOptions, Recorded } from './load.ts';

/**
 * As recorded: the order is the recording's, the gaps are those of its event times. Record i arrives at
 * (largest event time of records 0 to i − event time of record 0) / speed, so that arrivals ascend although events
 * may be out of order: one that comes late arrives with the record before it.
 */
export function replay({ recorded }: Pick<LoadOptions, 'recorded'>): Load {
  const { eventTimesMicros, speed } = requireRecorded(recorded);
  const count = eventTimesMicros.length;
  const arrivals = new Float64Array(count);
  let latestMicros = eventTimesMicros[0];
  for (let index = 0; index < count; index++) {
    latestMicros = Math.max(latestMicros, eventTimesMicros[index]);
    arrivals[index] = Math.round(((latestMicros - eventTimesMicros[0]) * 1000) / speed);
  }
  return {
    kind: 'replay',
    arrivalsNanos: (durationNanos) => arrivals.slice(0, firstFrom(arrivals, durationNanos)),
  };
}

export const replayLoad: LoadEntry = {
  describe: 'recorded data with the gaps of its event times (--replay), or as much faster as --speed says',
  parameters: [{ name: 'speed', key: 'speed', quantity: 'factor', optional: true }],
  create: replay,
};

/** Records per second from the first to the last; Infinity where all arrive at once. */
export function meanRate(arrivalsNanos: Float64Array): number {
  const gaps = arrivalsNanos.length - 1;
  return gaps <= 0 ? Infinity : gaps / ((arrivalsNanos[gaps] - arrivalsNanos[0]) / 1e9);
}

/** The index of the first arrival at or after that time, of ascending ones. */
function firstFrom(arrivals: Float64Array, nanos: number): number {
  const index = arrivals.findIndex((arrival) => arrival >= nanos);
  return index < 0 ? arrivals.length : index;
}

function requireRecorded(recorded: Recorded | undefined): Recorded {
  const problem =
    recorded === undefined || recorded.eventTimesMicros.length === 0
      ? 'no recorded event times are given'
      : recorded.speed > 0 && Number.isFinite(recorded.speed)
        ? undefined
        : `${recorded.speed} is not a speed`;
  if (problem === undefined) return recorded!;
  throw new StreamBenchError({
    kind: 'input',
    where: "load 'replay'",
    what: problem,
    remedy: 'Give recorded data, and a speed above 0, such as 60.',
  });
}
