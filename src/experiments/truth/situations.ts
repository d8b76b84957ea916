import { continuous } from '../../executors/continuous.ts';
import { microBatch } from '../../executors/micro-batch.ts';
import { constant } from '../../loads/constant.ts';
import { poisson } from '../../loads/poisson.ts';
import { arrivalsOf } from '../../loads/rate-curve.ts';
import { step } from '../../loads/step.ts';
import type { Situation } from './synthetic-server.ts';

const second = 1e9;
const milli = 1e6;
const micro = 1e3;

/** Evenly spaced records, each of which takes one service (D/D/1). */
export function evenQueue(utilization: number, serviceNanos: number, seconds: number, warmUpSeconds = 0): Situation {
  const ratePerSecond = (utilization * second) / serviceNanos;
  const arrivalsNanos = constant({ ratePerSecond }).arrivalsNanos(seconds * second, 0);
  return queue(`even arrivals, utilisation ${utilization}`, arrivalsNanos, serviceNanos, warmUpSeconds);
}

/** Independent records, each of which takes one service (M/D/1). */
export function randomQueue(
  utilization: number,
  serviceNanos: number,
  seconds: number,
  seed: number,
  warmUpSeconds = 0,
): Situation {
  const ratePerSecond = (utilization * second) / serviceNanos;
  const arrivalsNanos = poisson({ ratePerSecond }).arrivalsNanos(seconds * second, seed);
  return queue(`Poisson arrivals, utilisation ${utilization}`, arrivalsNanos, serviceNanos, warmUpSeconds);
}

/** A server that stalls in the first part of each period. */
export function stalls(
  ratePerSecond: number,
  serviceNanos: number,
  stallMs: number,
  everyMs: number,
  seconds: number,
): Situation {
  const stillNanos = (startNanos: number): number => Math.max(0, stallMs * milli - (startNanos % (everyMs * milli)));
  // Whole nanoseconds, so that the first record of each period meets the whole stall.
  const arrivalsNanos = Float64Array.from({ length: seconds * ratePerSecond }, (_, index) =>
    Math.round((index * second) / ratePerSecond),
  );
  return {
    ...queue(`a stall of ${stallMs} ms in every ${everyMs} ms`, arrivalsNanos, serviceNanos, 0),
    serviceNanos: (_from, _to, startNanos) => stillNanos(startNanos) + serviceNanos,
  };
}

/** A burst at 1.5 times the capacity, at half of it before and after. */
export function burstQueue(serviceNanos: number, burstSeconds: number): Situation {
  const capacity = second / serviceNanos;
  const curve = step.curve({
    ratePerSecond: capacity / 2,
    toPerSecond: capacity * 1.5,
    atMs: burstSeconds * 1000,
    forMs: burstSeconds * 1000,
  });
  return queue('a burst at 1.5 times the capacity', arrivalsOf(curve, 5 * burstSeconds * second), serviceNanos, 0);
}

/**
 * A micro-batch takes 20 ms and 40 µs for each record. An interval of 100 ms allows up to 20,000 records/s; no interval
 * allows 25,000 or more.
 */
export function microBatches(
  ratePerSecond: number,
  intervalMs: number,
  seconds: number,
  warmUpSeconds: number,
): Situation {
  const intervalNanos = intervalMs * milli;
  return {
    name: `every ${intervalMs} ms, ${ratePerSecond.toLocaleString('en')} records/s`,
    arrivalsNanos: constant({ ratePerSecond }).arrivalsNanos(seconds * second, 0),
    executor: microBatch({ intervalNanos, phaseNanos: 0 }),
    sampleNanos: intervalNanos,
    serviceNanos: (from, to) => 20 * milli + 40 * micro * (to - from),
    measuredFrom: warmUpSeconds * ratePerSecond,
  };
}

function queue(name: string, arrivalsNanos: Float64Array, serviceNanos: number, warmUpSeconds: number): Situation {
  const measuredFrom = arrivalsNanos.findIndex((nanos) => nanos >= warmUpSeconds * second);
  return {
    name: `continuous, ${name}`,
    arrivalsNanos,
    executor: continuous,
    sampleNanos: null,
    serviceNanos: () => serviceNanos,
    measuredFrom,
  };
}
