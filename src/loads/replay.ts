import { StreamBenchError } from '../errors.ts';
import type { Load, LoadEntry, LoadOptions, RecordedTimes } from './load.ts';

/**
 * Records in the order of the recording, with the gaps between their event times. Record i arrives at
 * (largest event time of records 0 to i − event time of record 0) / speed. So arrivals ascend even where event times
 * are out of order: a record that happened before the one ahead of it arrives together with it.
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
  describe: 'recorded data (--replay) with the gaps between its event times, sped up by --speed',
  parameters: [{ name: 'speed', key: 'speed', quantity: 'factor', optional: true }],
  create: replay,
};

/** Records per second between the first arrival and the last; Infinity if all arrive at once. */
export function meanRate(arrivalsNanos: Float64Array): number {
  const gaps = arrivalsNanos.length - 1;
  return gaps <= 0 ? Infinity : gaps / ((arrivalsNanos[gaps] - arrivalsNanos[0]) / 1e9);
}

/** The index of the first arrival at this time or later. */
function firstFrom(arrivals: Float64Array, nanos: number): number {
  const index = arrivals.findIndex((arrival) => arrival >= nanos);
  return index < 0 ? arrivals.length : index;
}

function requireRecorded(recorded: RecordedTimes | undefined): RecordedTimes {
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
