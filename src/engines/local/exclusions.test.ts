import { describe, expect, test } from 'vitest';
import { Dictionary } from '../../columns/dictionary.ts';
import { Table } from '../../columns/table.ts';
import { excludingAll, type Exclusion } from '../../results/exclusion.ts';
import { local, specOf } from '../example-spec.test-program.ts';
import type { FigureBounds } from '../tolerances.ts';
import { exclusionsOf } from './exclusions.ts';
import { milli, observationsOf, recordCount, type Seen } from './observations.test-program.ts';

function exclusionsFor(seen: Seen, spec = specOf(), measuredFrom = 0, bounds: FigureBounds = {}): Exclusion[] {
  const scheduled = {
    arrivalsNanos: new Float64Array(recordCount),
    records: new Table({}, new Dictionary()),
    measuredFrom,
    ratePerSecond: spec.ratePerSecond,
    badRecords: { skipped: 0, deadLettered: 0 },
    ring: null,
  };
  return exclusionsOf(spec, scheduled, observationsOf(seen), bounds);
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

test.each([
  [{ recordsLateNanos: 2 * milli }, 'records were not made as fast as they were to arrive: waited for them 5.0 %'],
  [{ logWaitedNanos: 2 * milli }, 'the disk did not take the log of the unit as fast as it grew: waited for it 5.0 %'],
])('all is excluded of a unit that waited for the harness: %j', (seen, reason) => {
  expect(exclusionsFor(seen)).toEqual([excludingAll(`${reason} of the time`)]);
  expect(exclusionsFor({ recordsLateNanos: 0.02 * milli, logWaitedNanos: 0.02 * milli })).toEqual([]);
});

describe('a figure that the machine may have moved', () => {
  const bounds = { p50: 0.09, p90: 0.1, p99: 0.4, p999: 0.93, distribution: 0.02, throughput: 0.001, busy: 0.05 };

  test('is excluded beyond its tolerance, with the bound and the cause', () => {
    expect(exclusionsFor({ touched: 2, withoutPauses: 0.5 }, specOf(), 0, bounds)).toEqual([
      {
        reason: 'may be off by up to 93 % (limit 25 %): pauses of the machine touched 5.0 % of the records',
        figures: ['p99', 'p999'],
      },
    ]);
  });

  test('is named with the time taken, where no record is known to be touched', () => {
    expect(exclusionsFor({ stolenMicros: 10_000 }, specOf(), 0, { p50: 0.2, busy: 0.3, keepsUp: Infinity })).toEqual([
      { reason: 'may be off by up to 30 % (limit 10 %): the machine took 25 % of the time', figures: ['p50', 'busy'] },
      { reason: 'another verdict is possible: the machine took 25 % of the time', figures: ['keepsUp'] },
    ]);
  });

  test('is named with the time taken, where the known pauses alone would be within its tolerance', () => {
    const seen = { touched: 1, withoutPauses: 0.95, stolenMicros: 10_000 };
    expect(exclusionsFor(seen, specOf(), 0, { p50: 0.6 })).toEqual([
      { reason: 'may be off by up to 60 % (limit 10 %): the machine took 25 % of the time', figures: ['p50'] },
    ]);
  });

  test('counts within it', () => {
    expect(exclusionsFor({ touched: 2 }, specOf(), 0, { p50: 0.1, p99: 0.25, p999: 0.25 })).toEqual([]);
  });
});

test('latencies that late waits made longer by more than their tolerance are excluded', () => {
  const reason = "half of the driver's waits ended 0.60 ms late or more (limit: 0.5 ms)";
  const figures = ['p50', 'p90', 'p99', 'p999', 'distribution'];
  expect(exclusionsFor({ lateMillis: 0.6 })).toEqual([{ reason, figures }]);
  expect(exclusionsFor({ lateMillis: 0.6, busyNanos: () => 50 * milli })).toEqual([]);
});

test('a unit during which the clock was set is excluded', () => {
  expect(exclusionsFor({ clockStepMs: -3600_000 })).toEqual([
    excludingAll('the wall clock moved by -3600000 ms (limit 50 ms)'),
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
  const seen = { clockStepMs: 60, busyNanos: (record: number) => (record < 10 ? 9000 : 1000) };
  expect(exclusionsFor(seen, specOf(), 0, { p50: 1 })).toHaveLength(3);
});
