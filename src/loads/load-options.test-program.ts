import fc from 'fast-check';
import type { CurveKind, LoadKind } from './index.ts';
import type { LoadOptions, LoadParameters } from './load.ts';

const rate = fc.integer({ min: 0, max: 40_000 });
const above = fc.integer({ min: 1, max: 40_000 });
const millis = fc.integer({ min: 1, max: 400 });

/** Any parameters that the shape accepts. The compiler asks for the row of a new shape. */
export const curveParameters: Readonly<Record<CurveKind, fc.Arbitrary<LoadParameters>>> = {
  step: fc
    .record({ ratePerSecond: rate, toPerSecond: rate, atMs: millis, forMs: millis })
    .filter(({ ratePerSecond, toPerSecond }) => ratePerSecond !== toPerSecond),
  ramp: fc
    .record({ ratePerSecond: rate, toPerSecond: rate, overMs: millis })
    .filter(({ ratePerSecond, toPerSecond }) => ratePerSecond !== toPerSecond),
  wave: fc
    .record({ ratePerSecond: rate, beyond: above, everyMs: millis })
    .map(({ beyond, ...own }) => ({ ...own, peakPerSecond: own.ratePerSecond + beyond })),
  burst: fc
    .record({ ratePerSecond: rate, beyond: above, onMs: millis, offMs: millis })
    .map(({ ratePerSecond, beyond, onMs, offMs }) => ({
      ratePerSecond,
      peakPerSecond: ratePerSecond + beyond,
      onMs,
      everyMs: onMs + offMs,
    })),
};

const none: LoadOptions = { ratePerSecond: undefined, count: undefined };
const withRate = fc.double({ min: 1, max: 100_000, noNaN: true }).map((ratePerSecond) => ({ ...none, ratePerSecond }));
const count = fc.integer({ min: 1, max: 10_000 });
const recorded = fc.record({
  eventTimesMicros: fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 200 }),
  speed: fc.double({ min: 0.1, max: 100, noNaN: true }),
});

function withCurve(kind: CurveKind): fc.Arbitrary<LoadOptions> {
  return fc
    .record({ parameters: curveParameters[kind], count: fc.option(count, { nil: undefined }) })
    .map((options) => ({ ...none, ...options }));
}

/** Any options from which the load can be made. The compiler asks for the row of a new load. */
export const loadOptions: Readonly<Record<LoadKind, fc.Arbitrary<LoadOptions>>> = {
  constant: withRate,
  poisson: withRate,
  step: withCurve('step'),
  ramp: withCurve('ramp'),
  wave: withCurve('wave'),
  burst: withCurve('burst'),
  replay: recorded.map((times) => ({ ...none, recorded: times })),
  saturate: count.map((records) => ({ ...none, count: records })),
};
