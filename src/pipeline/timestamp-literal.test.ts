import { describe, expect, expectTypeOf, test } from 'vitest';
import { literal, type TimestampExpression } from './expression.ts';
import { rowOf } from './row.ts';
import { staticTable } from './static-table.ts';
import { when } from './when.ts';

const row = rowOf<{ time: 'timestamp'; amount: 'integer' }>({ time: 'timestamp', amount: 'integer' });
const noon = '2026-01-31T12:00:00Z';
const noonMicros = Date.UTC(2026, 0, 31, 12) * 1000;
const instant = (nanos: bigint) => ({ epochNanoseconds: nanos });

describe('a timestamp can be written as', () => {
  test.each([
    ['microseconds', noonMicros, noonMicros],
    ['a Date', new Date(noon), noonMicros],
    ['text in ISO 8601', noon, noonMicros],
    ['text with a time zone', '2026-01-31T13:00:00.000001+01:00', noonMicros + 1],
    ['a date', '2026-01-31', noonMicros - 12 * 3600e6],
    ['a Temporal.Instant', instant(BigInt(noonMicros) * 1000n + 999n), noonMicros],
    ['a Temporal.Instant before 1970, rounded down', instant(-1n), -1],
  ])('%s', (_, written, micros) => {
    const node = { kind: 'literal', value: micros, spec: 'timestamp' };
    const others = [
      row.time.gt(written),
      row.time.in(written),
      row.time.coalesce(written),
      row.time.greatest(written),
      row.time.millisSince(written),
      row.time.between(written, written),
    ];
    for (const { node: found } of others) expect(JSON.stringify(found)).toContain(JSON.stringify(node));
    expect(literal(written, 'timestamp').node).toEqual(node);
    const chosen = when(row.amount.gt(1), row.time).otherwise(written as number);
    expect(chosen.node).toMatchObject({ arguments: [{}, {}, node] });
    const table = staticTable({ schema: { at: 'timestamp?' }, key: 'at', rows: [{ at: written }] });
    expect(table.rows).toEqual([{ at: micros }]);
  });

  test.runIf('Temporal' in globalThis)('what this Node calls a Temporal.Instant', () => {
    const { Temporal } = globalThis as unknown as { Temporal: { Instant: { from(text: string): object } } };
    const written = Temporal.Instant.from(noon) as { readonly epochNanoseconds: bigint };
    expect(literal(written, 'timestamp').node).toMatchObject({ value: noonMicros });
  });

  test('a Date and an instant are timestamps wherever they stand', () => {
    expectTypeOf(literal(new Date(0))).toEqualTypeOf<TimestampExpression>();
    expect(literal(new Date(5)).node).toMatchObject({ value: 5000, spec: 'timestamp' });
    expectTypeOf(when(row.amount.gt(1), new Date(0)).otherwiseNull()).toEqualTypeOf<TimestampExpression>();
    // @ts-expect-error -- a number is not compared with a time
    expect(() => row.amount.gt(new Date(0))).toThrow('gt() takes two values of one type, not integer and timestamp');
  });
});

test.each(['yesterday', '2026-02-30', '', 0.5, NaN, 2 ** 53, new Date(NaN)])('%s is no timestamp', (written) => {
  expect(() => row.time.gt(written)).toThrow(/^the argument of gt\(\) must be a timestamp, not .*\nGive a Date, /);
  expect(() => staticTable({ schema: { at: 'timestamp' }, key: 'at', rows: [{ at: written }] })).toThrow(
    "'rows' of staticTable(): row 1, column 'at' must be timestamp, not",
  );
});
