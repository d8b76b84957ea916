import { describe, expect, test } from 'vitest';
import { RecordRandom, uniform } from '../random/random.ts';
import { poisson } from './poisson.ts';

const records = 500_000;
const settled = 50_000;
const seed = 11;

/** Latencies in a queue with one server, in the unit of the arrivals and the services. */
function latencies(arrivals: Float64Array, service: (record: number) => number): Float64Array {
  let free = 0;
  return arrivals
    .map((arrival, record) => (free = Math.max(free, arrival) + service(record)) - arrival)
    .subarray(settled);
}

const p99 = (values: Float64Array): number => values.toSorted()[Math.ceil((values.length * 99) / 100) - 1];
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const arrivalsFrom = (arrival: (record: number) => number): Float64Array =>
  Float64Array.from({ length: records }, (_, record) => arrival(record));
const random = (record: number): number => uniform(seed, record, 0);
const gapAfter = (record: number): number => -Math.log(uniform(seed, record + 1, 0));

/** Arrivals in units of the mean gap. */
const ours = poisson({ ratePerSecond: 1000 })
  .arrivalsNanos(1.01 * records * 1e6, seed)
  .subarray(0, records)
  .map((nanos) => nanos / 1e6);

/** Arrivals with these gaps, in units of the mean gap. */
function summed(gap: (record: number) => number): Float64Array {
  let now = 0;
  return arrivalsFrom((record) => (now += gap(record)));
}

/**
 * Arrivals that look as random, and their p99 latency with services of one length at utilisation 0.8 and 0.95, in
 * services. By simulation.
 */
const lookAlikes: [string, () => Float64Array, number, number][] = [
  ['jitter around an even grid', () => arrivalsFrom((record) => record + random(record)), 1.82, 1.87],
  [
    'an exponential delay after an even grid',
    () => arrivalsFrom((record) => record - Math.log(random(record))).sort(),
    2.98,
    3.58,
  ],
  [
    'blocks of 100 filled at random',
    () => arrivalsFrom((record) => (Math.floor(record / 100) + random(record)) * 100).sort(),
    8.77,
    15.6,
  ],
  [
    'blocks of 1000 filled at random',
    () => arrivalsFrom((record) => (Math.floor(record / 1000) + random(record)) * 1000).sort(),
    10.98,
    30.9,
  ],
  ['uniform gaps', () => summed((record) => 2 * random(record)), 5.25, 16.3],
];

describe('the tail of a queue with services of one length', () => {
  const tail = (arrivals: Float64Array, utilization: number): number =>
    p99(
      latencies(
        arrivals.map((gaps) => gaps / utilization),
        () => 1,
      ),
    );

  test('is that of Poisson arrivals', () => {
    // Four standard deviations: 1.9 and 9.2 %.
    expect(Math.abs(tail(ours, 0.8) / 11.35589 - 1)).toBeLessThan(0.077);
    expect(Math.abs(tail(ours, 0.95) / 45.9378 - 1)).toBeLessThan(0.37);
  });

  test.each(lookAlikes)('would differ for %s', (_, make, at80, at95) => {
    const arrivals = make();
    const tails = [tail(arrivals, 0.8), tail(arrivals, 0.95)];
    expect(Math.abs(tails[0] / at80 - 1), `p99 ${tails[0]}`).toBeLessThan(0.03);
    expect(Math.abs(tails[1] / at95 - 1), `p99 ${tails[1]}`).toBeLessThan(0.12);
  });
});

describe('the mean of a queue with exponential services', () => {
  const meanOf = (service: (record: number) => number, arrivals: Float64Array, utilization: number): number =>
    mean(
      latencies(
        arrivals.map((gaps) => gaps / utilization),
        service,
      ),
    );

  test('is that of M/M/1, because services do not depend on gaps', () => {
    const services = new RecordRandom(seed);
    const service = (record: number): number => services.at(record).exponential();
    // Four standard deviations: 1.3 and 6 % of the mean.
    expect(Math.abs(meanOf(service, ours, 0.8) / 5 - 1)).toBeLessThan(0.053);
    expect(Math.abs(meanOf(service, ours, 0.95) / 20 - 1)).toBeLessThan(0.24);
  });

  const sums = summed((record) => -Math.log(random(record)));

  test('would be 1 if a service had the random number of the gap after it: no record would ever wait', () => {
    expect(meanOf(gapAfter, sums, 0.8)).toBeCloseTo(1, 2);
    expect(meanOf(gapAfter, sums, 0.95)).toBeCloseTo(1, 2);
  });

  test('would be less than half or a fifth if a service had the random number of the gap before it', () => {
    const gapBefore = (record: number): number => -Math.log(random(record));
    expect(Math.abs(meanOf(gapBefore, sums, 0.8) / 2.39 - 1)).toBeLessThan(0.03);
    expect(Math.abs(meanOf(gapBefore, sums, 0.95) / 3.65 - 1)).toBeLessThan(0.03);
  });
});
