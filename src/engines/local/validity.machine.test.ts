import { describe, expect, test } from 'vitest';
import { fate } from '../../columns/fate.ts';
import { Digest } from '../../answers/digest.ts';
import type { Pause } from '../../measurement/machine/garbage-collection.ts';
import { Meter } from '../../measurement/meter/meter.ts';
import { RealClock, type IdlePause } from '../../measurement/clock/real-clock.ts';
import type { Measured } from './measure.ts';
import type { Prepared } from './prepare.ts';
import { specOf } from './unit.test-program.ts';
import { invalidReasons } from './validity.ts';

const recordCount = 40;
const milli = 1e6;

interface Seen {
  /** Of each record's invocation. */
  readonly busyNanos?: (record: number) => number;
  readonly idlePauses?: readonly IdlePause[];
  readonly pauses?: (originMs: number) => readonly Pause[];
  readonly clockStepMs?: number;
  readonly stolenMicros?: number;
}

/** What a run of 40 ms over 40 records would have measured, one invocation for each. */
function measuredRun({
  busyNanos = () => 1000,
  idlePauses = [],
  pauses = () => [],
  clockStepMs = 0,
  stolenMicros = 0,
}: Seen): Measured {
  const arrivalsNanos = Float64Array.from({ length: recordCount }, (_, record) => record * milli);
  const fates = new Uint8Array(recordCount).fill(fate.absorbed);
  const meter = new Meter({
    arrivalsNanos,
    fates,
    measuredFrom: 0,
    dueNanos: (arrival) => arrival,
    sampleNanos: milli,
  });
  for (const [record, startNanos] of arrivalsNanos.entries()) {
    const committedNanos = startNanos + busyNanos(record);
    const invocation = {
      from: record,
      to: record + 1,
      startNanos,
      processedNanos: startNanos,
      freeNanos: committedNanos,
      visibleNanos: committedNanos,
      committedNanos,
    };
    meter.observe({ ...invocation, causes: new Float64Array(), rows: 0 });
    meter.observeCommit(invocation);
  }
  const clock = new RealClock('spin');
  clock.idlePauses.push(...idlePauses);
  return {
    meter,
    digest: new Digest(),
    clock,
    readNanos: 0,
    harnessNanos: 0,
    pauses: pauses(clock.originMs),
    clockStepMs,
    durationNanos: recordCount * milli,
    recovery: null,
    resources: { cpuMicros: 0, writtenBytes: 0, stolenMicros, peakRssBytes: 0 },
  };
}

function reasonsFor(seen: Seen, spec = specOf(), measuredFrom = 0): string[] {
  const prepared = { arrivalsNanos: new Float64Array(recordCount), measuredFrom } as unknown as Prepared;
  return invalidReasons(spec, prepared, measuredRun(seen));
}

test('a run that nothing disturbed is valid', () => {
  expect(reasonsFor({})).toEqual([]);
});

test('a run without measured records is invalid for that alone', () => {
  const seen = { clockStepMs: 1000, busyNanos: (record: number) => (record < 10 ? 9000 : 1000) };
  expect(reasonsFor(seen, specOf(), recordCount)).toEqual([
    'the records ended before the warm-up, within which every window fills once',
  ]);
});

describe('a run whose executor was held up while idle', () => {
  const pause: IdlePause = { startNanos: 5 * milli, durationNanos: 2 * milli };

  test('is invalid', () => {
    expect(reasonsFor({ idlePauses: [pause] })).toEqual([
      'the machine held the idle driver up for 5.0 % of the run (pauses: 1; limit: 1 %)',
    ]);
  });

  test('is valid where the program collected its own garbage then', () => {
    expect(
      reasonsFor({ idlePauses: [pause], pauses: (originMs) => [{ startMs: originMs + 6, durationMs: 1 }] }),
    ).toEqual([]);
  });
});

test('a run during which the clock was set is invalid', () => {
  expect(reasonsFor({ clockStepMs: -3600_000 })).toEqual(['the wall clock moved by -3600000 ms (limit 50 ms)']);
});

test('a run whose processor was taken away is invalid', () => {
  expect(reasonsFor({ stolenMicros: 20_000 })).toEqual([
    'the hypervisor took 50.0 % of the run from a processor (limit: 5 % and 10 ms)',
  ]);
});

describe('a run whose first quarter took more than twice as long for a record', () => {
  const settling = { busyNanos: (record: number) => (record < 10 ? 3000 : 1000) };

  test('is invalid', () => {
    expect(reasonsFor(settling)).toEqual([
      'still warming up: busy time per record fell to 1/3.0 after the first quarter (limit 1/2)',
    ]);
  });

  test('is valid where all records came at once: the first invocations find the caches cold', () => {
    expect(reasonsFor(settling, specOf({ load: 'saturate', ratePerSecond: null }))).toEqual([]);
  });

  test('is valid where single stalls made it so', () => {
    expect(reasonsFor({ busyNanos: (record) => (record < 4 ? 900_000 : 1000) })).toEqual([]);
  });
});

test('all reasons are told', () => {
  const seen = {
    clockStepMs: 60,
    busyNanos: (record: number) => (record < 10 ? 9000 : 1000),
    idlePauses: [{ startNanos: 0, durationNanos: milli }],
  };
  expect(reasonsFor(seen)).toHaveLength(3);
});
