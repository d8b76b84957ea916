import { expect, test } from 'vitest';
import { curveShapeOf, loads, type LoadKind } from './index.ts';

const parameters = {
  ratePerSecond: 1000,
  peakPerSecond: 2000,
  toPerSecond: 2000,
  atMs: 10,
  onMs: 10,
  overMs: 10,
  everyMs: 100,
};
const kinds = Object.keys(loads) as LoadKind[];

test.each(kinds)('%s is listed under its own name and described', (kind) => {
  const load = loads[kind].create({
    ratePerSecond: 1000,
    count: 1000,
    recorded: { eventTimesMicros: [0, 1], speed: 1 },
    parameters,
  });
  expect(load.kind).toBe(kind);
  expect(loads[kind].describe).not.toBe('');
});

test.each(kinds)('%s says what it misses', (kind) => {
  const missing =
    kind === 'saturate'
      ? 'no number of records is given'
      : kind === 'replay'
        ? 'no recorded event times are given'
        : curveShapeOf(kind)
          ? "'rate' is missing"
          : 'no rate is given';
  expect(() => loads[kind].create({ ratePerSecond: undefined, count: undefined })).toThrow(
    `load '${kind}': ${missing}`,
  );
});
