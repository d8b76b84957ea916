import { expect, test } from 'vitest';
import { loads, type LoadKind } from './index.ts';

const kinds = Object.keys(loads) as LoadKind[];

test.each(kinds)('%s is listed under its own name and described', (kind) => {
  const load = loads[kind].create({ ratePerSecond: 1000, count: 1000, recorded: { eventTimesMicros: [0, 1], speed: 1 } });
  expect(load.kind).toBe(kind);
  expect(loads[kind].describe).not.toBe('');
});

test.each(kinds)('%s says what it misses', (kind) => {
  const missing = { saturate: 'no number of records is given', replay: 'no recorded event times are given', constant: 'no rate is given', poisson: 'no rate is given' }[kind];
  expect(() => loads[kind].create({ ratePerSecond: undefined, count: undefined })).toThrow(`load '${kind}': ${missing}`);
});
