import { Histogram } from '../measurement/histogram/histogram.ts';
import type { Observations } from './local/measure.ts';

type Measured = 'meter' | 'digest' | 'harnessNanos' | 'durationNanos' | 'costBySize';

/** What is observed beside the measurement itself in virtual time, where nothing disturbs. */
export function undisturbed(): Omit<Observations, Measured> {
  return {
    clock: { idlePauses: [], shortPausesNanos: 0, lateness: new Histogram(), originMs: 0 },
    readNanos: 0,
    pauses: [],
    clockStepMs: 0,
    restDelay: { nanos: 0, pieces: 0 },
    committerDelay: { nanos: 0, pieces: 0 },
    checkpoints: null,
    withoutCheckpoints: null,
    machinePauses: [],
    effects: null,
    resources: { cpuMicros: 50_000, writtenBytes: null, stolenMicros: null, peakRssBytes: 0 },
    recovery: null,
    recordsLateNanos: 0,
    logWaitedNanos: 0,
  };
}
