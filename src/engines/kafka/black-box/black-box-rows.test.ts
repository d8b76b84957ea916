import { describe, expect, test } from 'vitest';
import type { BlackBox, JsonPlace, RowTrace } from './black-box.ts';
import { BlackBoxRows } from './black-box-rows.ts';
import { expectedEffects } from './expected-effects.ts';

const at = (...path: (string | number)[]): JsonPlace => ({ row: path, record: path, windowMs: null });
const header: RowTrace = { kind: 'header', name: 'id' };
const byId: RowTrace = { kind: 'json', id: { ...at('orderId'), record: ['id'] } };
const byWindow: RowTrace = {
  kind: 'groups',
  by: [at('key'), { row: ['window'], record: ['time'], windowMs: 10_000 }],
  count: ['n'],
};

function rowsOf(trace: RowTrace, records: readonly unknown[], ignored: BlackBox['ignored'] = []): BlackBoxRows {
  const box: BlackBox = { trace, ignored, key: null, template: null, format: 'text' };
  return new BlackBoxRows(box, expectedEffects(trace, records.length, textOf(records)), 0);
}

const textOf =
  (records: readonly unknown[]) =>
  (record: number): string => {
    const value = records[record];
    return typeof value === 'string' ? value : JSON.stringify(value);
  };

const noted = { in: 0, sentIn: 0, beforeIn: 0, fetchNanos: 0 };

function row(value: unknown, headers: Readonly<Record<string, string>> = {}) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { text: Buffer.from(text), headers: new Map(Object.entries(headers)), nanos: 0n, noted };
}

describe('a row shows its record', () => {
  test('by a header, whatever its value is', () => {
    const rows = rowsOf(header, ['x', 'y', 'z']);
    rows.take(row('no JSON', { id: '2' }), 5);
    rows.take(row({}, { id: '0' }), 7);
    expect([...rows.visibility.nanos]).toEqual([7, Infinity, 5]);
    expect([...rows.effects]).toEqual([1, 0, 1]);
    expect([rows.missing, rows.faults]).toEqual([1, []]);
  });

  test('by a path that may differ from that in the record, as a number or as a text', () => {
    const rows = rowsOf(byId, [{ id: 1 }, { id: 'b' }, '{"id":9007199254740993}', '{"id":9007199254740992}']);
    rows.take(row({ orderId: '1' }), 1);
    rows.take(row('{"orderId":9007199254740993}'), 3);
    expect([...rows.visibility.nanos]).toEqual([1, Infinity, 3, Infinity]);
  });

  test('by the count of its group, with those before it', () => {
    const start = Date.UTC(2026, 0, 1);
    const record = (key: string, ms: number) => ({ key, time: new Date(start + ms).toISOString() });
    const rows = rowsOf(byWindow, [record('a', 0), record('a', 9999), record('b', 0), record('a', 10_000)]);
    rows.take(row({ key: 'a', window: '2026-01-01T00:00:00Z', n: 2 }), 4);
    rows.take(row({ key: 'a', window: start + 10_000, n: 1 }), 6);
    expect([...rows.visibility.nanos]).toEqual([4, 4, Infinity, 6]);
    expect(rows.faults).toEqual(['1 records were not counted']);
  });
});

describe('rows are compared', () => {
  const digestOf = (ignored: BlackBox['ignored'], ...values: unknown[]): string => {
    const rows = rowsOf(header, ['x', 'y'], ignored);
    values.forEach((value, index) => rows.take(row(value, { id: `${index}` }), index));
    return rows.output().unorderedDigest;
  };

  test('in any order, with members in any order', () => {
    const digest = digestOf([], { a: 1, b: { c: 2, d: 3 } }, 'text');
    expect(digestOf([], 'text', { b: { d: 3, c: 2 }, a: 1 })).toBe(digest);
    expect(digestOf([], 'text', { b: { d: 3, c: 2 }, a: 2 })).not.toBe(digest);
    expect(digestOf([], 'text', 'text')).not.toBe(digestOf([], 'text'));
    expect(digestOf([], { a: '1' })).not.toBe(digestOf([], { a: 1 }));
    expect(digestOf([], '[9007199254740993]')).not.toBe(digestOf([], '[9007199254740992]'));
  });

  test('without what must differ', () => {
    const ignored = [['at'], ['by', 'host']];
    expect(digestOf(ignored, { a: 1, at: 5, by: { host: 'x' } })).toBe(
      digestOf(ignored, { a: 1, at: 6, by: { host: 'y' } }),
    );
  });

  test('by the highest count of each group, so that updates in between do not matter', () => {
    const record = { key: 'a', time: '2026-01-01T00:00:00Z' };
    const counted = (...counts: number[]) => {
      const rows = rowsOf(byWindow, [record, record, record]);
      for (const n of counts) rows.take(row({ key: 'a', window: record.time, n }), n);
      return rows.output();
    };
    expect(counted(1, 2, 3)).toMatchObject({ rows: 1, rowsWritten: 3 });
    expect(counted(3).unorderedDigest).toBe(counted(1, 3, 2).unorderedDigest);
    expect(counted(3).unorderedDigest).not.toBe(counted(1, 2).unorderedDigest);
  });
});

describe('a first row that shows no record is refused', () => {
  test.each<[trace: RowTrace, of: ReturnType<typeof row>, fact: string]>([
    [header, row('x'), "has no header 'id'"],
    [header, row('x', { id: '9' }), 'shows 9, which is no record that was sent'],
    [byId, row('x'), 'is no JSON: x'],
    [byId, row({ id: 1 }), 'has nothing at $.orderId: {"id":1}'],
    [byId, row({ orderId: {} }), 'has nothing at $.orderId'],
    [byId, row({ orderId: 2 }), 'shows 2, which is no record'],
    [byWindow, row({ key: 'a', window: 0 }), 'has no count at $.n'],
    [byWindow, row({ key: 'a', window: 'now', n: 1 }), 'has nothing at $.window'],
  ])('%#', (trace, of, fact) => {
    const rows = rowsOf(trace, [{ id: 1, key: 'a', time: '2026-01-01T00:00:00Z' }]);
    expect(() => rows.check(of)).toThrow(fact);
    rows.take(of, 0);
    expect(rows.faults.length + rows.visibility.unknownRows).toBeGreaterThan(0);
  });
});

describe('records without an id of their own are refused', () => {
  test.each<[trace: RowTrace, records: unknown[], fact: string]>([
    [byId, [{ id: 1 }, { no: 2 }], 'record 2 has no value at $.id: {"no":2}'],
    [byId, [{ id: null }], 'record 1 has no value at $.id'],
    [byId, [{ id: 1 }, 'text'], 'record 2 has no value at $.id: text'],
    [byId, [{ id: 1 }, { id: 2 }, { id: '1' }], 'records 1 and 3 have the same id at $.id: 1'],
    [byWindow, [{ key: 'a', time: 'noon' }], 'record 1 has no time at $.time'],
  ])('%j of %j', (trace, records, fact) => {
    expect(() => expectedEffects(trace, records.length, textOf(records))).toThrow(fact);
  });
});
