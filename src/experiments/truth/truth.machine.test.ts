import { describe, expect, test } from 'vitest';
import { compareVirtually } from './known-answers.ts';
import { compareReally, longCases, shortCases, type RealCase } from './real-time.ts';
import { evenQueue, microBatches, randomQueue, stalls } from './situations.ts';
import { serveReally, serveVirtually, type Served } from './synthetic-server.ts';

const milli = 1e6;

test('in virtual time every figure is that of theory', () => {
  const comparisons = compareVirtually();
  expect(comparisons.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
  expect(comparisons.length).toBeGreaterThan(30);
});

describe('in real time', () => {
  const queue: RealCase = {
    situation: randomQueue(0.8, 0.5 * milli, 2, 1),
    figures: ['mean', 'p50', 'p90', 'p99', 'max'],
  };
  const stalling: RealCase = {
    situation: stalls(1000, 0.5 * milli, 100, 1000, 2),
    figures: ['p50', 'p90', 'p99', 'uncorrected p99'],
  };
  const verdicts = (each: RealCase, serve: () => Served): string[] =>
    compareReally(each, 0, serve).comparisons.map(({ figure, verdict }) => `${figure}: ${verdict}`);

  test('a unit with the figures of theory holds, also with services 2 % longer', () => {
    for (const each of [...shortCases(1), ...longCases(1)]) {
      for (const stretch of [1, 1.02])
        expect(
          new Set(
            compareReally(each, 0, () => serveVirtually(each.situation, stretch)).comparisons.map(
              ({ verdict }) => verdict,
            ),
          ),
        ).toEqual(new Set(['holds']));
    }
  });

  test('a server that is not as fast as it says differs', () => {
    expect(verdicts(queue, () => serveVirtually(queue.situation, 1.1))).toEqual([
      'mean: differs',
      'p50: differs',
      'p90: differs',
      'p99: differs',
      'max: differs',
    ]);
    expect(verdicts(queue, () => serveVirtually(queue.situation, 0.95))).toEqual([
      'mean: differs',
      'p50: differs',
      'p90: differs',
      'p99: differs',
      'max: differs',
    ]);
  });

  test('a load that waits for the system to be ready would differ', () => {
    // What would be left of the stalls: one late record in each.
    const omitting = evenQueue(0.5, 0.5 * milli, 2);
    expect(verdicts(stalling, () => serveVirtually(omitting))).toEqual([
      'p50: holds',
      'p90: differs',
      'p99: differs',
      'uncorrected p99: holds',
    ]);
  });

  test('what the machine took away may delay as many records as wait for it, and no more', () => {
    // 1 ms of 2 s, at a utilisation of 0.8: 0.25 % of the records.
    const taken = (nanos: number): Served => ({ ...serveVirtually(queue.situation), takenNanos: nanos });
    const [, p50, , p99, max] = compareReally(queue, 0, () => taken(milli)).comparisons;
    expect(p50.highMicros / p50.theoryMicros).toBeLessThan(1.12);
    expect(p99.highMicros).toBeLessThan(1.02 * p99.theoryMicros + 2000);
    expect(max.highMicros).toBeGreaterThan(max.theoryMicros + 1000);
  });

  test('a unit that lost more than 5 % is measured again, as often as allowed, and the best one counts', () => {
    let units = 0;
    const lost =
      (...shares: readonly number[]) =>
      (): Served => {
        const served = serveVirtually(queue.situation);
        return { ...served, takenNanos: shares[units++] * served.durationNanos };
      };
    expect(compareReally(queue, 2, lost(0.08, 0.06, 0.07, 0))).toMatchObject({
      takenShare: 0.06,
      attempts: 3,
      comparisons: [{ verdict: 'excluded' }, {}, {}, {}, {}],
    });
    units = 0;
    expect(compareReally(queue, 2, lost(0.08, 0.001, 0))).toMatchObject({
      takenShare: 0.001,
      attempts: 2,
      comparisons: [{ verdict: 'holds' }, {}, {}, {}, {}],
    });
  });
});

describe('a real server', () => {
  test('keeps busy for as long as it says, and says what the machine took from it', () => {
    const situation = evenQueue(0.5, milli, 0.05);
    const { meter, takenNanos, durationNanos } = serveReally(situation);
    expect(meter.latency.all().count).toBe(25);
    expect(meter.latency.all().min).toBeGreaterThanOrEqual(milli);
    expect(meter.work.allBusyNanos).toBeGreaterThanOrEqual(25 * milli);
    expect(takenNanos).toBeLessThanOrEqual(durationNanos);
  });

  test('takes micro-batches at their triggers', () => {
    const { meter } = serveReally(microBatches(1000, 50, 0.2, 0));
    expect(meter.latency.all().count).toBe(200);
    expect(meter.split.sums.triggerWait / 200 / milli).toBeGreaterThan(10);
  });
});
