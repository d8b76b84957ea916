import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timestampMicros } from './timestamp-text.ts';

const day = Date.UTC(2026, 0, 31) * 1000;
const hour = 3600e6;

test.each([
  ['2026-01-31', day],
  ['2026-01-31T12:00', day + 12 * hour],
  ['2026-01-31 12:00:30', day + 12 * hour + 30e6],
  ['2026-01-31T12:00:30Z', day + 12 * hour + 30e6],
  ['2026-01-31t12:00:30z', day + 12 * hour + 30e6],
  ['2026-01-31T12:00:30.5Z', day + 12 * hour + 30.5e6],
  ['2026-01-31T12:00:30,123456', day + 12 * hour + 30_123_456],
  ['2026-01-31T12:00:30.123456999Z', day + 12 * hour + 30_123_456],
  ['2026-01-31T12:00:00+02:00', day + 10 * hour],
  ['2026-01-31 12:00:00 -0330', day + 15.5 * hour],
  ['2026-01-31 12:00:00+01', day + 11 * hour],
  ['1969-12-31T23:59:59.999999Z', -1],
  ['2024-02-29', Date.UTC(2024, 1, 29) * 1000],
])('%s is %i µs after 1970', (text, micros) => {
  expect(timestampMicros(text)).toBe(micros);
});

test.each([
  '',
  'yesterday',
  '2026',
  '2026-01',
  '2026-1-31',
  '20260131',
  '31.01.2026',
  '01/31/2026',
  '2026-13-01',
  '2026-02-30',
  '2025-02-29',
  '2026-00-10',
  '2026-01-31T24:00',
  '2026-01-31T12:60',
  '2026-01-31T12:00:60',
  '2026-01-31T12',
  '2026-01-31T12:00:30.',
  '2026-01-31T12:00 CET',
  '2026-01-31T12:00:00+99:99',
  '2026-01-31T12:00:00-24:00',
  '2026-01-31T12:00:00+01:60',
  '2026-01-31Z',
  ' 2026-01-31',
  '0050-01-31',
  '1767225600',
])('%j is not a timestamp', (text) => {
  expect(timestampMicros(text)).toBeUndefined();
});

test('every time that Date writes is read back', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      expect(timestampMicros(date.toISOString())).toBe(date.getTime() * 1000);
    }),
  );
});
