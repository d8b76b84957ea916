import { digestFor } from '../../answers/answer-digest.ts';
import { Dictionary } from '../../columns/dictionary.ts';
import { fate } from '../../columns/fate.ts';
import { OutputRows } from '../../columns/output-rows.ts';
import { Histogram } from '../../measurement/histogram/histogram.ts';
import { eachItsOwnCommit } from '../../measurement/meter/invocation.ts';
import { Meter } from '../../measurement/meter/meter.ts';
import { PauseEffects } from '../../measurement/meter/pause-effects.ts';
import type { Observations } from './measure.ts';

export const recordCount = 40;
export const milli = 1e6;

export interface Seen {
  /** Of each record's invocation. */
  readonly busyNanos?: (record: number) => number;
  /** Records that known pauses touched. */
  readonly touched?: number;
  /** What the latency of every record may have been without them, as a share of it. */
  readonly withoutPauses?: number;
  readonly lateMillis?: number;
  readonly clockStepMs?: number;
  readonly stolenMicros?: number;
  /** What the machine took from the thread that commits. */
  readonly committerNanos?: number;
  readonly recordsLateNanos?: number;
  readonly logWaitedNanos?: number;
}

/** What is seen of a unit of 40 ms with 40 records, one invocation for each. */
export function observationsOf({
  busyNanos = () => 1000,
  touched = 0,
  withoutPauses = 1,
  lateMillis = 0,
  clockStepMs = 0,
  stolenMicros = 0,
  committerNanos = 0,
  recordsLateNanos = 0,
  logWaitedNanos = 0,
}: Seen): Observations {
  const lateness = new Histogram();
  lateness.recordMany(lateMillis * milli, 100);
  const meter = meterOf(busyNanos);
  const options = { arrivalsNanos: new Float64Array(), fates: new Uint8Array(), measuredFrom: 0, dueNanos: () => 0 };
  const effects = new PauseEffects({ ...options, sampleNanos: milli }, meter, []);
  effects.touched = touched;
  for (let record = 0; record < recordCount; record++) {
    effects.low.record(withoutPauses * busyNanos(record));
    effects.high.record(busyNanos(record));
  }
  return {
    meter,
    digest: digestFor(new OutputRows({}, new Dictionary())),
    clock: { lateness, idlePauses: [], shortPausesNanos: 0, originMs: 0 },
    readNanos: 0,
    recordsLateNanos,
    logWaitedNanos,
    harnessNanos: 0,
    pauses: [],
    checkpoints: null,
    withoutCheckpoints: null,
    machinePauses: [],
    effects,
    restDelay: null,
    committerDelay: { nanos: committerNanos, pieces: committerNanos === 0 ? 0 : 1 },
    clockStepMs,
    durationNanos: recordCount * milli,
    costBySize: null,
    recovery: null,
    resources: { cpuMicros: 0, writtenBytes: 0, stolenMicros, peakRssBytes: 0 },
  };
}

const dueNanos = (arrivalNanos: number): number => arrivalNanos;

function meterOf(busyNanos: (record: number) => number): Meter {
  const arrivalsNanos = Float64Array.from({ length: recordCount }, (_, record) => record * milli);
  const fates = new Uint8Array(recordCount).fill(fate.absorbed);
  const meter = new Meter({ arrivalsNanos, fates, measuredFrom: 0, dueNanos, sampleNanos: milli });
  const observe = eachItsOwnCommit((invocation) => {
    meter.observe(invocation);
    meter.observeCommit(invocation);
  });
  for (const [record, nanos] of arrivalsNanos.entries()) {
    observe(record, record + 1, nanos, nanos, nanos + busyNanos(record));
  }
  return meter;
}
