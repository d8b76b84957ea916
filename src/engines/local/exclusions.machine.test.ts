import { describe, expect, test } from 'vitest';
import { digestFor } from '../../answers/answer-digest.ts';
import { Dictionary } from '../../columns/dictionary.ts';
import { fate } from '../../columns/fate.ts';
import { OutputRows } from '../../columns/output-rows.ts';
import { Table } from '../../columns/table.ts';
import { RealClock, type IdlePause } from '../../measurement/clock/real-clock.ts';
import type { Pause } from '../../measurement/machine/garbage-collection.ts';
import { eachItsOwnCommit } from '../../measurement/meter/invocation.ts';
import { Meter } from '../../measurement/meter/meter.ts';
import { excludingAll, type Exclusion } from '../../results/exclusion.ts';
import { local, specOf } from '../example-spec.test-program.ts';
import { exclusionsOf } from './exclusions.ts';
import type { Observations } from './measure.ts';

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

/** What is seen of a unit of 40 ms with 40 records, one invocation for each. */
function observationsOf({
  busyNanos = () => 1000,
  idlePauses = [],
  pauses = () => [],
  clockStepMs = 0,
  stolenMicros = 0,
}: Seen): Observations {
  const clock = new RealClock('spin');
  clock.idlePauses.push(...idlePauses);
  return {
    meter: meterOf(busyNanos),
    digest: digestFor(new OutputRows({}, new Dictionary())),
    clock,
    readNanos: 0,
    harnessNanos: 0,
    pauses: pauses(clock.originMs),
    clockStepMs,
    durationNanos: recordCount * milli,
    costBySize: null,
    recovery: null,
    resources: { cpuMicros: 0, writtenBytes: 0, stolenMicros, peakRssBytes: 0 },
  };
}

function meterOf(busyNanos: (record: number) => number): Meter {
  const arrivalsNanos = Float64Array.from({ length: recordCount }, (_, record) => record * milli);
  const fates = new Uint8Array(recordCount).fill(fate.absorbed);
  const dueNanos = (arrivalNanos: number): number => arrivalNanos;
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

function exclusionsFor(seen: Seen, spec = specOf(), measuredFrom = 0): Exclusion[] {
  const scheduled = {
    arrivalsNanos: new Float64Array(recordCount),
    records: new Table({}, new Dictionary()),
    measuredFrom,
    ratePerSecond: spec.ratePerSecond,
    badRecords: { skipped: 0, deadLettered: 0 },
  };
  return exclusionsOf(spec, scheduled, observationsOf(seen));
}

test('nothing is excluded of a unit that nothing disturbed', () => {
  expect(exclusionsFor({})).toEqual([]);
});

test('all is excluded of a unit without measured records, for that alone', () => {
  const seen = { clockStepMs: 1000, busyNanos: (record: number) => (record < 10 ? 9000 : 1000) };
  expect(exclusionsFor(seen, specOf(), recordCount)).toEqual([
    excludingAll('the records ended before the warm-up, in which every window fills once'),
  ]);
});

describe('a unit whose executor was held up while idle', () => {
  const pause: IdlePause = { startNanos: 5 * milli, durationNanos: 2 * milli };

  test('is excluded', () => {
    expect(exclusionsFor({ idlePauses: [pause] })).toEqual([
      excludingAll('the machine held the idle driver up for 5.0 % of the unit (pauses: 1; limit: 1 %)'),
    ]);
  });

  test('counts where the program collected its own garbage then', () => {
    const pauses = (originMs: number): Pause[] => [{ startMs: originMs + 6, durationMs: 1 }];
    expect(exclusionsFor({ idlePauses: [pause], pauses })).toEqual([]);
  });
});

test('a unit during which the clock was set is excluded', () => {
  expect(exclusionsFor({ clockStepMs: -3600_000 })).toEqual([
    excludingAll('the wall clock moved by -3600000 ms (limit 50 ms)'),
  ]);
});

test('a unit whose processor was taken away is excluded', () => {
  expect(exclusionsFor({ stolenMicros: 20_000 })).toEqual([
    excludingAll('the hypervisor took 50.0 % of the unit from a processor (limit: 5 % and 10 ms)'),
  ]);
});

describe('a unit whose first quarter took more than twice as long for a record', () => {
  const settling = { busyNanos: (record: number) => (record < 10 ? 3000 : 1000) };
  const stillWarmingUp = excludingAll(
    'still warming up: busy time per record fell to 1/3.0 after the first quarter (limit 1/2)',
  );

  test('is excluded', () => {
    expect(exclusionsFor(settling)).toEqual([stillWarmingUp]);
  });

  test('counts where all records came at once: the first invocations find the caches cold', () => {
    expect(exclusionsFor(settling, specOf({ load: 'saturate', ratePerSecond: null }))).toEqual([]);
  });

  test('counts where the rate changes, and with it the size of micro-batches', () => {
    const loadParameters = { ratePerSecond: 1000, toPerSecond: 2000, atMs: 20 };
    const step = { load: 'step', loadParameters, ratePerSecond: null } as const;
    const configuration = local({ executor: 'micro-batch', intervalMs: 5 });
    expect(exclusionsFor(settling, specOf({ ...step, configuration }))).toEqual([]);
    expect(exclusionsFor(settling, specOf(step))).toEqual([stillWarmingUp]);
  });

  test('counts where single stalls made it so', () => {
    expect(exclusionsFor({ busyNanos: (record) => (record < 4 ? 900_000 : 1000) })).toEqual([]);
  });
});

test('all reasons are given', () => {
  const seen = {
    clockStepMs: 60,
    busyNanos: (record: number) => (record < 10 ? 9000 : 1000),
    idlePauses: [{ startNanos: 0, durationNanos: milli }],
  };
  expect(exclusionsFor(seen)).toHaveLength(3);
});
