import { describe, expect, test } from 'vitest';
import type { LoadEvidence } from '../../measurement/meter/keeps-up.ts';
import { figureBounds } from './figure-bounds.ts';
import { milli, observationsOf, recordCount, type Seen } from './observations.test-program.ts';

/** Of a unit that does not keep up, because the work of an epoch of 2 ms takes so long. */
function verdictBound(meanEpochWorkNanos: number, seen: Seen): number {
  const evidence: LoadEvidence = {
    samples: [],
    measuredNanos: recordCount * milli,
    intervalNanos: 0,
    meanInvocationNanos: 1000,
    epochNanos: 2 * milli,
    meanEpochWorkNanos,
    settlingNanos: 0,
    periodNanos: 0,
  };
  const observations = observationsOf(seen);
  return figureBounds(observations, observations.meter.work.total(), recordCount * milli, evidence, true).keepsUp!;
}

describe('that epochs take too long', () => {
  test('counts where they would without what the machine took from the thread that commits', () => {
    expect(verdictBound(3 * milli, { committerNanos: 4 * milli })).toBe(0);
    expect(verdictBound(3 * milli, {})).toBe(0);
  });

  test('does not count where that may have been the reason', () => {
    expect(verdictBound(2.1 * milli, { committerNanos: 4 * milli })).toBe(Infinity);
  });
});
