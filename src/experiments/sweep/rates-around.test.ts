import { expect, test } from 'vitest';
import { affineServer } from '../affine-server.test-program.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { exampleReport } from '../example-unit.test-program.ts';
import { ratesAround, ratesAroundCapacity } from './rates-around.ts';

const settings = {
  ...exampleSettings,
  durationMs: 1200,
  warmUpMs: 500,
  rates: null,
  isDurationGiven: false,
  objective: null,
  askedRate: null,
};

test('rates lie on both sides of the capacity, to two digits', () => {
  expect(ratesAround(26_300, Infinity)).toEqual([6600, 18_000, 39_000, 110_000]);
});

test('rates beyond what memory holds are replaced by one that it does', () => {
  expect(ratesAround(26_300, 50_000)).toEqual([6600, 18_000, 39_000, 45_000]);
  expect(ratesAround(26_300, 20_000)).toEqual([6600, 18_000]);
});

test.each([100, 990, 20_000, 3e6])(
  'finds a capacity of %d records/s, however far from the first guess',
  async (capacity) => {
    const server = affineServer({
      processing: { fixedMicros: 0.3e6 / capacity, perRecordMicros: 0 },
      commit: { fixedMicros: 0.7e6 / capacity, perRecordMicros: 0 },
    });
    // A few hundred records are enough in virtual time.
    const brief = { ...settings, durationMs: 20, warmUpMs: 10 };
    expect(await ratesAroundCapacity(brief, server)).toEqual(ratesAround(capacity, Infinity));
  },
);

test('takes off what measuring itself costs', async () => {
  expect(
    await ratesAroundCapacity(settings, async () => exampleReport({ busyNanosPerRecord: 90_000, harnessShare: 0.1 })),
  ).toEqual(ratesAround(10_000, Infinity));
});

test('says so where there are too few records for a guess', async () => {
  const empty = async () => exampleReport({ busyNanosPerRecord: null });
  await expect(ratesAroundCapacity(settings, empty)).rejects.toThrow(
    'too few to guess from them which rates are worth measuring\nGive --rates',
  );
});
